import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { liveIn, usualLife, type LifeRates } from '../directory/live.ts';
import { newJobState } from '../job/job-state.ts';
import { countColumns, countRows, type CycleReport } from './cycle-report.ts';
import {
  addDirectoryOptions,
  addMappingOptions,
  addTargetOptions,
  directoryOf,
  mappingOf,
  numberOption,
  type DirectoryOptions,
  type MappingOptions,
  type TargetOptions,
} from './options.ts';
import type { ProgramIo } from './program-io.ts';
import { progressOn } from './progress-bars.ts';
import { jobOf, print, reportCycle, type JobOptions } from './run-job.ts';
import { addJobOptions, addOutputOptions, exitCodeOf, showReports } from './sync-command.ts';

export type LiveOptions = TargetOptions &
  DirectoryOptions &
  MappingOptions &
  JobOptions & {
    readonly days: number;
    readonly speed: number;
    readonly turnover: number;
    readonly json?: true;
    readonly junit?: string;
  };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Adds `live`. */
export function addLiveCommand(program: Command, run: (options: LiveOptions) => Promise<void>): void {
  const command = program
    .command('live')
    .description(
      'let the directory live on: joiners, movers, leavers, and a cycle every 40 minutes of its time',
    );
  addTargetOptions(command);
  addDirectoryOptions(command);
  addMappingOptions(command);
  addJobOptions(command)
    .addOption(numberOption('--days <number>', 'how many days pass', 30, { least: 1, most: 3_650 }))
    .addOption(
      numberOption(
        '--speed <minutes>',
        'how many minutes of the directory pass in a second; 0: as fast as it goes',
        0,
      ),
    )
    .addOption(
      numberOption('--turnover <factor>', 'how much happens: 1 is a usual company', 1, { most: 1_000 }),
    );
  addOutputOptions(command).action(run);
}

/** Lets days pass, with their cycles. */
export async function live(options: LiveOptions, io: ProgramIo): Promise<number> {
  let clock = Date.now();
  const now = (): number => clock;
  const mapping = await mappingOf(options, io);
  const directory = await directoryOf(options, io, clock);
  const command = await jobOf(options, { directory, mapping, now, io });
  const life = liveIn(directory, { seed: options.seed, rates: timesTurnover(options.turnover) });
  const state = newJobState();
  const progress = progressOn(io.stderr);
  const reports: CycleReport[] = [];
  const until = clock + options.days * DAY;
  let nextDay = clock + DAY;
  while (clock < until && !io.signal.aborted) {
    const due = Math.min(nextDay, Math.max(state.nextCycle, clock));
    await pass(due - clock, options.speed, io.signal);
    clock = due;
    if (clock >= nextDay) {
      life.day(clock);
      nextDay += DAY;
      continue;
    }
    const report = await reportCycle(command, state, { progress, signal: io.signal });
    const isQuiet = report.requests === 0 && report.status === 'completed';
    if (!isQuiet) {
      reports.push(report);
      if (options.json !== true) print([lineOf(report, clock)], io);
    }
    if (report.status === 'disabled') break;
  }
  const whole = together(reports);
  if (whole === undefined) return 0;
  if (options.json !== true) print([''], io);
  await showReports(options.json === true ? reports : [whole], options, io);
  return exitCodeOf([whole]);
}

async function pass(ms: number, speed: number, signal: AbortSignal): Promise<void> {
  if (speed === 0 || ms <= 0) return;
  await setTimeout((ms / MINUTE / speed) * 1_000, undefined, { signal }).catch(() => undefined);
}

function timesTurnover(factor: number): LifeRates {
  const entries = Object.entries(usualLife).map(([name, rate]) => [name, Number(rate) * factor]);
  return Object.fromEntries(entries) as unknown as LifeRates; // the same names
}

function lineOf({ cycle, status, counts }: CycleReport, now: number): string {
  const said = countColumns.flatMap((column) => {
    const sum = countRows.reduce((total, row) => total + counts[row][column], 0);
    return sum === 0 ? [] : [`${sum} ${column}`];
  });
  const at = new Date(now).toISOString().slice(0, 16).replace('T', ' ');
  return `${at}  ${cycle.padEnd(11)}  ${status === 'completed' ? '' : `${status}: `}${said.join(', ')}`;
}

/** All cycles as one report. */
function together(reports: readonly CycleReport[]): CycleReport | undefined {
  const last = reports.at(-1);
  if (last === undefined) return undefined;
  const sum = (row: (typeof countRows)[number], column: (typeof countColumns)[number]): number =>
    reports.reduce((total, { counts }) => total + counts[row][column], 0);
  const rows = countRows.map((row) => [
    row,
    Object.fromEntries(countColumns.map((column) => [column, sum(row, column)])),
  ]);
  const troubles = reports.flatMap((report) => report.troubles);
  return {
    ...last,
    counts: Object.fromEntries(rows) as CycleReport['counts'], // the same rows and columns
    requests: reports.reduce((total, { requests }) => total + requests, 0),
    seconds: reports.reduce((total, { seconds }) => total + seconds, 0),
    slowest: reports
      .flatMap(({ slowest }) => slowest)
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 5),
    troubles: troubles.slice(0, 1_000),
    moreTroubles:
      Math.max(0, troubles.length - 1_000) +
      reports.reduce((total, { moreTroubles }) => total + moreTroubles, 0),
  };
}
