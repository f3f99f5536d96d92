import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { printable } from '@scimwright/core';
import type { LivingDirectory } from '../directory/create-directory.ts';
import { defaultSettings, type JobSettings } from '../job/job-settings.ts';
import type { JobState } from '../job/job-state.ts';
import type { Job } from '../job/job.ts';
import type { Outcome } from '../job/outcome.ts';
import { runCycle } from '../job/run-cycle.ts';
import type { ProvisioningMapping } from '../mapping/mapping.ts';
import { entraKnobs } from '../wire/wire-knobs.ts';
import { CycleRecorder, type CycleReport } from './cycle-report.ts';
import { targetOf, type DirectoryOptions, type TargetOptions } from './options.ts';
import type { ProgramIo } from './program-io.ts';
import type { Progress } from './progress-bars.ts';

/** The options of a job. */
export interface JobOptions {
  readonly everybody?: true;
  readonly concurrency: number;
  readonly accidentalDeletions?: number;
}

/** A job at the command line, with a clock that runs or is moved. */
export interface CommandJob {
  readonly job: Job;
  readonly base: string;
  readonly recorder: CycleRecorder;
}

/** Makes a job from the options. Waiting ends early on Ctrl-C. */
export async function jobOf(
  options: TargetOptions & DirectoryOptions & JobOptions,
  {
    directory,
    mapping,
    now,
    io,
  }: {
    readonly directory: LivingDirectory;
    readonly mapping: ProvisioningMapping;
    readonly now: () => number;
    readonly io: ProgramIo;
  },
): Promise<CommandJob> {
  const wait = async (ms: number): Promise<void> => {
    await setTimeout(ms, undefined, { signal: io.signal }).catch(() => undefined);
  };
  const { base, dialect, send } = await targetOf(options, io, wait);
  const recorder = new CycleRecorder();
  const { everybody, concurrency, accidentalDeletions } = options;
  const settings: JobSettings = {
    ...defaultSettings,
    scope: everybody === true ? 'everybody' : 'assigned',
    concurrency,
    accidentalDeletions,
  };
  const job: Job = {
    directory,
    mapping,
    settings,
    knobs: { ...entraKnobs, dialect },
    send: recorder.timing(send, () => performance.now()),
    context: { now, random: Math.random, guid: randomUUID },
  };
  return { job, base, recorder };
}

/** Runs a cycle with progress, and reports it. */
export async function reportCycle(
  { job, recorder }: CommandJob,
  state: JobState,
  {
    progress,
    signal,
    onOutcome,
  }: {
    readonly progress: Progress;
    readonly signal: AbortSignal;
    readonly onOutcome?: (outcome: Outcome) => void;
  },
): Promise<CycleReport> {
  const began = performance.now();
  const end = await runCycle(job, state, {
    signal,
    onProgress: progress.show,
    onOutcome: (outcome) => {
      recorder.note(outcome);
      onOutcome?.(outcome);
    },
  });
  progress.end();
  return recorder.report(end, (performance.now() - began) / 1_000);
}

/** Prints lines; control characters of names and answers are shown as their numbers. */
export function print(lines: readonly string[], { stdout }: Pick<ProgramIo, 'stdout'>): void {
  stdout.write(`${lines.map(printable).join('\n')}\n`);
}
