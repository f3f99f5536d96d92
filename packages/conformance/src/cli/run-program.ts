import { text } from 'node:stream/consumers';
import { printable, printableJson } from '@scimwright/core';
import { Command, CommanderError } from 'commander';
import { conformanceCases } from '../cases.ts';
import type { TenantCredentials } from '../conformance-target.ts';
import { conformanceReport } from '../report/conformance-report.ts';
import { reportText } from '../report/report-text.ts';
import { runConformance } from '../run/run-conformance.ts';
import { findUnreachable } from './find-unreachable.ts';
import { progressOn, type Output } from './progress.ts';

/** The parts of a process that the program uses. */
export interface ProgramIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<string | Buffer> & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  /** Ctrl-C aborts it. */
  readonly signal: AbortSignal;
}

/** How the program ended. */
const exitCodes = { conforms: 0, fails: 1, cannotRun: 2, interrupted: 130 } as const;

interface Options {
  readonly url: string;
  readonly token?: string;
  readonly only: readonly string[];
  readonly timeout: string;
  readonly json?: true;
}

/** Why no case ran, for the user of the command. */
class UsageError extends Error {}

/** Runs the cases as the arguments say, prints the report and returns the exit code. */
export async function runProgram(args: readonly string[], io: ProgramIo): Promise<number> {
  try {
    const options = parse(args, io);
    const credentials = { tenantUrl: tenantUrlOf(options.url), secretToken: await tokenOf(options, io) };
    const cases = casesOf(options.only);
    const timeoutMs = timeoutOf(options.timeout);
    const unreachable = await findUnreachable(credentials, timeoutMs);
    if (unreachable !== undefined) throw new UsageError(unreachable);
    return await run(credentials, { cases, timeoutMs, isJson: options.json === true }, io);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.cannotRun;
    if (!(error instanceof UsageError)) throw error;
    io.stderr.write(`${printable(error.message)}\n`);
    return exitCodes.cannotRun;
  }
}

async function run(
  credentials: TenantCredentials,
  options: { readonly cases: typeof conformanceCases; readonly timeoutMs: number; readonly isJson: boolean },
  { stdout, stderr, signal }: ProgramIo,
): Promise<number> {
  const { cases, timeoutMs, isJson } = options;
  stderr.write(
    `${cases.length} cases. They create users and groups whose names begin with user- or group-, and delete each after its case.\n`,
  );
  const progress = progressOn(stderr);
  const stopping = (): void => {
    progress.clear();
    stderr.write(
      'Stopping, and deleting what this case created. Ctrl-C again stops at once and deletes nothing.\n',
    );
  };
  signal.addEventListener('abort', stopping, { once: true });
  const done = await runConformance(credentials, { cases, timeoutMs, signal, onCase: progress.show });
  signal.removeEventListener('abort', stopping);
  progress.clear();
  const report = conformanceReport(done);
  const shown = isJson ? printableJson(report) : reportText(report).map(printable).join('\n');
  stdout.write(`${shown}\n`);
  if (report.isInterrupted) return exitCodes.interrupted;
  const isClean = report.left.length === 0 && report.unanswered.length === 0;
  return report.cases.failed === 0 && isClean ? exitCodes.conforms : exitCodes.fails;
}

function parse(args: readonly string[], { stdout, stderr }: ProgramIo): Options {
  const command = new Command('scimwright-conformance')
    .description('Tests whether a SCIM server does what RFC 7643, RFC 7644 and RFC 9865 ask of it.')
    .requiredOption('--url <url>', 'the tenant URL: what stands before /Users')
    .option(
      '--token <token>',
      'its bearer token; others on this machine can read it from the list of processes',
    )
    .option('--only <rule>', 'a rule or the beginning of one, such as 7644-3.7; may be repeated', several, [])
    .option('--timeout <seconds>', 'how long an answer is waited for', '30')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
The token is read from SCIM_TOKEN or from standard input, unless --token says it.
Use a tenant of its own: the cases create users and groups there, and delete them again.

Exit codes: 0 every case passed, 1 a case failed or something is left behind, 2 nothing was run, 130 stopped by Ctrl-C.
`,
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    });
  command.parse(args, { from: 'user' });
  return command.opts<Options>();
}

const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function tenantUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError('--url is not a URL. Give it whole, as in https://scim.example/contoso/scim/v2');
  if (url.username !== '' || url.password !== '')
    throw new UsageError('--url has a user or password in it. Leave them out: the token says who you are.');
  if (url.search !== '' || url.hash !== '')
    throw new UsageError(
      '--url has a part behind ? or #. Leave it out: paths such as /Users follow the URL.',
    );
  return `${url.origin}${url.pathname}`.replace(/\/$/, '');
}

async function tokenOf({ token }: Options, { env, stdin }: ProgramIo): Promise<string> {
  const given = token ?? env['SCIM_TOKEN'] ?? (stdin.isTTY === true ? '' : await text(stdin));
  const trimmed = given.trim();
  if (trimmed === '')
    throw new UsageError('There is no token. Set SCIM_TOKEN, or give the token on standard input.');
  if (!/^[\x21-\x7e]+$/.test(trimmed))
    throw new UsageError('The token has characters that no header may have. Was more than the token given?');
  return trimmed;
}

function casesOf(only: readonly string[]): typeof conformanceCases {
  if (only.length === 0) return conformanceCases;
  const cases = conformanceCases.filter(({ covers }) =>
    covers.some((rule) => only.some((start) => rule.startsWith(start))),
  );
  if (cases.length === 0)
    throw new UsageError(`No case covers ${only.join(', ')}. A rule looks like 7644-3.7-01 or AMB-04.`);
  return cases;
}

function timeoutOf(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3_600))
    throw new UsageError('--timeout is a number of seconds between 0 and 3600.');
  return seconds * 1_000;
}
