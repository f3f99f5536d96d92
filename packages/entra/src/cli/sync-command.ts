import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { printableJson } from '@scimwright/core';
import { Option, type Command } from 'commander';
import { restart, type RestartScope } from '../job/job-state.ts';
import { newJobState } from '../job/job-state.ts';
import { junitOf } from './junit.ts';
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
import { exitCodes, type ProgramIo } from './program-io.ts';
import { progressOn } from './progress-bars.ts';
import { reportText } from './report-text.ts';
import { jobOf, print, reportCycle, type JobOptions } from './run-job.ts';
import { readStateFile, writeStateFile } from './state-file.ts';
import type { CycleReport } from './cycle-report.ts';

export type SyncOptions = TargetOptions &
  DirectoryOptions &
  MappingOptions &
  JobOptions & {
    readonly state?: string;
    readonly restart?: readonly RestartScope[];
    readonly json?: true;
    readonly junit?: string;
  };

const scopes: Readonly<Record<string, readonly RestartScope[]>> = {
  portal: ['Watermark', 'Escrows', 'QuarantineState'],
  escrows: ['Escrows'],
  full: ['Full'],
  'allow-deletes': ['ForceDeletes', 'QuarantineState'],
};

export function addJobOptions(command: Command): Command {
  return command
    .option('--everybody', 'provision everybody, not only who is assigned')
    .addOption(
      numberOption('--concurrency <number>', 'how many objects are under way at once', 8, {
        least: 1,
        most: 256,
      }),
    )
    .addOption(
      new Option(
        '--accidental-deletions <number>',
        'hold disables and deletions back when a cycle has more of them',
      ).argParser(Number),
    );
}

export function addOutputOptions(command: Command): Command {
  return command
    .option('--json', 'print the report as JSON')
    .option('--junit <file>', 'write the report as JUnit reads it');
}

/** Adds `sync`. */
export function addSyncCommand(program: Command, run: (options: SyncOptions) => Promise<void>): void {
  const command = program
    .command('sync')
    .description('run one cycle: the first one creates and matches everybody, the next ones what changed');
  addTargetOptions(command);
  addDirectoryOptions(command);
  addMappingOptions(command);
  addJobOptions(command)
    .option('--state <file>', 'where the connections are kept, so that the next run goes on')
    .addOption(
      new Option('--restart <how>', 'restart the job first')
        .choices(Object.keys(scopes))
        .argParser((how) => scopes[how]),
    );
  addOutputOptions(command).action(run);
}

/** Runs one cycle. */
export async function sync(options: SyncOptions, io: ProgramIo): Promise<number> {
  const now = (): number => Date.now();
  const state = options.state === undefined ? newJobState() : await readStateFile(options.state, io.cwd);
  if (options.restart !== undefined) restart(state, options.restart);
  const mapping = await mappingOf(options, io);
  const directory = await directoryOf(options, io, now());
  const command = await jobOf(options, { directory, mapping, now, io });
  const report = await reportCycle(command, state, { progress: progressOn(io.stderr), signal: io.signal });
  if (options.state !== undefined) await writeStateFile(options.state, io.cwd, state);
  await showReports([report], options, io);
  return exitCodeOf([report]);
}

/** Prints reports, or writes them as the options say. */
export async function showReports(
  reports: readonly CycleReport[],
  { json, junit }: Pick<SyncOptions, 'json' | 'junit'>,
  io: ProgramIo,
): Promise<void> {
  if (junit !== undefined) await writeFile(resolve(io.cwd, junit), junitOf(reports));
  if (json === true) io.stdout.write(`${printableJson(reports.length === 1 ? reports[0] : reports)}\n`);
  else
    print(
      reports.flatMap((report, at) => [...(at > 0 ? [''] : []), ...reportText(report)]),
      io,
    );
}

export function exitCodeOf(reports: readonly CycleReport[]): number {
  if (reports.some(({ status }) => status === 'stopped')) return exitCodes.interrupted;
  const isFine = reports.every(
    ({ status, troubles }) => status === 'completed' && troubles.every(({ isWarning }) => isWarning),
  );
  return isFine ? exitCodes.done : exitCodes.failed;
}
