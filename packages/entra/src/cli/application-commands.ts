import { printableJson } from '@scimwright/core';
import type { Command } from 'commander';
import { failures } from '../failure/failures.ts';
import type { Answer } from '../job/exchange.ts';
import { newJobState } from '../job/job-state.ts';
import type { Outcome } from '../job/outcome.ts';
import { provisionOnDemand, type OnDemandResult } from '../job/provision-on-demand.ts';
import { testConnection } from '../job/test-connection.ts';
import {
  addDirectoryOptions,
  addMappingOptions,
  addTargetOptions,
  directoryOf,
  mappingOf,
  personOf,
  type DirectoryOptions,
  type MappingOptions,
  type TargetOptions,
} from './options.ts';
import { exitCodes, type ProgramIo } from './program-io.ts';
import { jobOf, print } from './run-job.ts';

export type ConnectionOptions = TargetOptions & MappingOptions & { readonly json?: true };
export type OnDemandOptions = TargetOptions &
  DirectoryOptions &
  MappingOptions & { readonly user?: string; readonly json?: true };

const alone = { concurrency: 1 } as const;
const nobody = { people: 1, seed: 1, domain: 'fjordline.example' } as const;

/** Adds `test-connection`. */
export function addTestConnectionCommand(
  program: Command,
  run: (options: ConnectionOptions) => Promise<void>,
): void {
  const command = program
    .command('test-connection')
    .description('what the button Test Connection does, and says');
  addMappingOptions(addTargetOptions(command)).option('--json', 'print JSON').action(run);
}

/** Tests the connection. */
export async function testConnectionCommand(options: ConnectionOptions, io: ProgramIo): Promise<number> {
  const now = Date.now;
  const directory = await directoryOf(nobody, io, now());
  const mapping = await mappingOf(options, io);
  const { job } = await jobOf({ ...options, ...nobody, ...alone }, { directory, mapping, now, io });
  const { isAuthorized, message, failed, exchanges } = await testConnection(job);
  if (options.json === true)
    io.stdout.write(`${printableJson({ isAuthorized, message, failed: failed ?? null })}\n`);
  else {
    const details = failed && [
      `  Error code  ${failed.code}`,
      `  Details     ${failed.reason}`,
      `  What to do  ${failures[failed.code].remedy}`,
    ];
    const asked = exchanges.map(
      ({ request, answer }) => `  ${request.method} ${request.path}  ${statusOf(answer)}`,
    );
    print([`${isAuthorized ? '✓' : '✗'} ${message}`, ...(details ?? []), ...asked], io);
  }
  return isAuthorized ? exitCodes.done : exitCodes.failed;
}

function statusOf(answer: Answer): string {
  return answer.kind === 'answered' ? String(answer.status) : answer.why;
}

/** Adds `on-demand`. */
export function addOnDemandCommand(program: Command, run: (options: OnDemandOptions) => Promise<void>): void {
  const command = program
    .command('on-demand')
    .description('provision one person, step by step, as "Provision on demand" does')
    .option('--user <name>', 'by user name or object id; the first person if you leave it out');
  addTargetOptions(command);
  addMappingOptions(addDirectoryOptions(command)).option('--json', 'print JSON').action(run);
}

/** Provisions one person. */
export async function onDemand(options: OnDemandOptions, io: ProgramIo): Promise<number> {
  const now = Date.now;
  const directory = await directoryOf(options, io, now());
  const mapping = await mappingOf(options, io);
  const { job } = await jobOf({ ...options, ...alone }, { directory, mapping, now, io });
  const { id } = personOf(directory, options.user);
  const result = await provisionOnDemand({ kind: 'User', id }, job, newJobState());
  if (options.json === true) io.stdout.write(`${printableJson(result)}\n`);
  else print(stepsOf(result), io);
  const isDone = result.kind === 'done' && result.outcomes.every(({ ending }) => ending.status !== 'failure');
  return isDone ? exitCodes.done : exitCodes.failed;
}

function stepsOf(result: OnDemandResult): readonly string[] {
  if (result.kind === 'refused') return [`✗ ${result.why}`];
  if (result.kind === 'notConnected') {
    return ['✗ Test connection', `  ${result.test.message}`, `  ${result.test.failed?.reason ?? ''}`];
  }
  return result.outcomes.flatMap((outcome) =>
    outcome.part === 'object' ? objectSteps(outcome) : action(outcome, 'Write references'),
  );
}

function objectSteps(outcome: Outcome): readonly string[] {
  const { name, entitlement, wasFound, targetId } = outcome;
  const clauses = entitlement?.scope.results ?? [];
  return [
    `✓ 1. Import user`,
    `  ${name}`,
    `${entitlement?.isEntitled === true ? '✓' : '–'} 2. Determine if user is in scope`,
    `  Active in source system: ${String(entitlement?.isActive)}`,
    `  Assigned to application: ${String(entitlement?.isAssigned)}`,
    ...clauses.map(
      ({ title, clause, holds }) =>
        `  ${title} ${clause.attribute} ${clause.operator} ${clause.value ?? ''}: ${String(holds)}`,
    ),
    ...(wasFound === undefined
      ? []
      : [
          `✓ 3. Match user between source and target system`,
          wasFound ? `  Found: ${targetId ?? ''}` : '  Nobody matches.',
        ]),
    ...action(outcome, '4. Perform action'),
  ];
}

function action({ ending, action: done, modified, exchanges }: Outcome, title: string): readonly string[] {
  const mark = ending.status === 'failure' ? '✗' : ending.status === 'success' ? '✓' : '–';
  const said =
    ending.status === 'skipped'
      ? [`  Skipped: ${ending.reason}`]
      : 'failed' in ending
        ? [
            `  ${ending.failed.code}: ${ending.failed.reason}`,
            `  ${failures[ending.failed.code].meaning}`,
            `  ${failures[ending.failed.code].remedy}`,
          ]
        : [`  ${done}`];
  return [
    `${mark} ${title}`,
    ...said,
    ...modified.map(
      ({ name, oldValue, newValue }) => `  ${name}: ${oldValue ?? '(none)'} → ${newValue ?? '(none)'}`,
    ),
    ...exchanges.map(({ request, answer }) => `  ${request.method} ${request.path}  ${statusOf(answer)}`),
  ];
}
