import { readFile, rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { jobStateFromJson, jobStateToJson } from '../files/job-state-json.ts';
import { UnreadableFile } from '../files/unreadable-file.ts';
import { newJobState, type JobState } from '../job/job-state.ts';
import { UsageError } from './program-io.ts';

/** The state in a file, or that of a new job if there is no file yet. */
export async function readStateFile(path: string, cwd: string): Promise<JobState> {
  const text = await readFile(resolve(cwd, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UsageError(`${path} cannot be read: ${error.message}`);
  });
  if (text === undefined) return newJobState();
  try {
    return jobStateFromJson(JSON.parse(text));
  } catch (error) {
    const isTheirs = error instanceof UnreadableFile || error instanceof SyntaxError;
    throw isTheirs ? new UsageError(`${path}: ${error.message}`) : error;
  }
}

/** Writes the state whole or not at all. */
export async function writeStateFile(path: string, cwd: string, state: JobState): Promise<void> {
  const whole = resolve(cwd, path);
  await writeFile(`${whole}.new`, JSON.stringify(jobStateToJson(state)), { mode: 0o600 });
  await rename(`${whole}.new`, whole);
}
