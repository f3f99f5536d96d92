import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isAbsolute, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { createDirectory, type LivingDirectory } from '../directory/create-directory.ts';
import { ImpossibleChange } from '../directory/directory-change.ts';
import type { DirectoryUser } from '../directory/directory.ts';
import { generateCompany } from '../directory/generate-company.ts';
import { seededRandom } from '../directory/seeded-random.ts';
import type { AppRole } from '../expression/value.ts';
import { readDirectoryJson } from '../files/read-directory-json.ts';
import { readUsersCsv } from '../files/read-users-csv.ts';
import { UnreadableFile } from '../files/unreadable-file.ts';
import { faults, withFaults, type FaultName } from '../http/faults.ts';
import { httpSend } from '../http/http-send.ts';
import { patientSend } from '../http/patient-send.ts';
import { readTenantUrl } from '../http/tenant-url.ts';
import type { Send } from '../job/exchange.ts';
import type { ProvisioningMapping } from '../mapping/mapping.ts';
import { defaultMapping, profileMapping, type Profiles } from '../mapping/profile-mapping.ts';
import { matchRequest } from '../wire/requests.ts';
import { dialects, entraKnobs, type Dialect } from '../wire/wire-knobs.ts';
import { UsageError, type ProgramIo } from './program-io.ts';

/** The options that say where the application is. */
export interface TargetOptions {
  readonly url: string;
  readonly token?: string;
  readonly dialect?: Dialect;
  readonly timeout: number;
  readonly faults: readonly FaultName[];
  readonly faultShare: number;
  readonly waitOn429?: true;
}

/** The options that say who is in the directory. */
export interface DirectoryOptions {
  readonly people: number;
  readonly seed: number;
  readonly domain: string;
  readonly directory?: string;
  readonly users?: string;
}

/** The option that says what is mapped. */
export interface MappingOptions {
  readonly connector?: string;
}

/** An option that takes a number. */
export function numberOption(
  flags: string,
  help: string,
  preset: number,
  { least = 0, most = 1e9 } = {},
): Option {
  return new Option(flags, help).default(preset).argParser((given) => {
    const number = Number(given);
    if (given.trim() === '' || !(number >= least && number <= most)) {
      throw new InvalidArgumentError(`It is a number from ${least} to ${most}.`);
    }
    return number;
  });
}

const several = (given: string, before: readonly string[]): readonly string[] => [
  ...before,
  ...given.split(','),
];

export function addTargetOptions(command: Command): Command {
  return command
    .requiredOption(
      '--url <url>',
      'the tenant URL, as you enter it in Entra; with ?aadOptscim062020 it selects that dialect',
    )
    .option(
      '--token <token>',
      'the secret token; others on this machine can read it from the list of processes',
    )
    .addOption(
      new Option('--dialect <dialect>', 'the dialect of PATCH, whatever the URL says').choices(dialects),
    )
    .addOption(
      numberOption('--timeout <seconds>', 'how long an answer is waited for', 60, {
        least: 0.001,
        most: 3_600,
      }),
    )
    .option('--wait-on-429', 'wait as long as Retry-After says, in place of failing')
    .option(
      '--faults <names>',
      'what goes wrong on the way, such as lost-answer,error-503; all; "help" lists them',
      several,
      [],
    )
    .addOption(
      numberOption('--fault-share <share>', 'the share of requests that meet a fault', 0.1, { most: 1 }),
    )
    .addHelpText(
      'after',
      '\nThe token is read from SCIM_TOKEN or from standard input, unless --token says it.\n',
    );
}

export function addDirectoryOptions(command: Command): Command {
  return command
    .addOption(
      numberOption('--people <number>', 'how many people the generated company has', 200, {
        least: 1,
        most: 1_000_000,
      }),
    )
    .addOption(numberOption('--seed <number>', 'another seed makes another company', 1))
    .option('--domain <domain>', 'the default domain of the tenant', 'fjordline.example')
    .option('--directory <file>', 'a directory in JSON, with users and groups as Microsoft Graph has them')
    .addOption(
      new Option('--users <file>', 'the CSV of "Download users" in the Entra portal').conflicts('directory'),
    );
}

export function addMappingOptions(command: Command): Command {
  return command.option(
    '--connector <module>',
    "a connector, as a package or a file: its mapping in place of Entra's default one",
  );
}

/** What a job needs to send requests. */
export interface Target {
  readonly base: string;
  readonly dialect: Dialect;
  readonly send: Send;
}

/** @throws UsageError */
export async function targetOf(
  options: TargetOptions & Pick<DirectoryOptions, 'seed'>,
  io: ProgramIo,
  wait: (ms: number) => Promise<void>,
): Promise<Target> {
  const { base, dialect } = tenantUrlOf(options.url);
  const send = httpSend({
    base,
    secretToken: await tokenOf(options, io),
    timeoutMs: options.timeout * 1_000,
  });
  const probe = await send(matchRequest('User', { path: 'userName' }, 'nobody', entraKnobs));
  if (probe.kind === 'noAnswer') {
    throw new UsageError(
      `${base} does not answer: ${probe.detail}. Check the URL, and that the application runs.`,
    );
  }
  const names = faultsOf(options.faults);
  const faulty =
    names.length === 0
      ? send
      : withFaults(send, { names, share: options.faultShare, random: seededRandom(options.seed), wait });
  return {
    base,
    dialect: options.dialect ?? dialect,
    send: options.waitOn429 === true ? patientSend(faulty, wait) : faulty,
  };
}

function tenantUrlOf(url: string) {
  try {
    return readTenantUrl(url);
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`--url: ${error.message}`) : error;
  }
}

async function tokenOf({ token }: TargetOptions, { env, stdin }: ProgramIo): Promise<string> {
  const given = token ?? env['SCIM_TOKEN'] ?? (stdin.isTTY === true ? '' : await text(stdin));
  const trimmed = given.trim();
  if (trimmed === '') {
    throw new UsageError('There is no token. Set SCIM_TOKEN, or give the token on standard input.');
  }
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    throw new UsageError('The token has characters that no header may have. Was more than the token given?');
  }
  return trimmed;
}

/** The list of faults, as `--faults help` shows it. */
export function faultsHelp(): readonly string[] {
  const width = Math.max(...Object.keys(faults).map((name) => name.length));
  return Object.entries(faults).map(([name, { what }]) => `${name.padEnd(width)}  ${what}`);
}

function faultsOf(names: readonly string[]): readonly FaultName[] {
  const all = Object.keys(faults) as readonly FaultName[]; // the keys of the table
  if (names.includes('all')) return all;
  return names.map((name) => {
    const found = all.find((each) => each === name);
    if (found === undefined) throw new UsageError(`There is no fault ${name}. "--faults help" lists them.`);
    return found;
  });
}

/**
 * Fills a directory.
 *
 * @throws UsageError
 */
export async function directoryOf(
  { people, seed, domain, directory: jsonPath, users: csvPath }: DirectoryOptions,
  { cwd }: ProgramIo,
  now: number,
): Promise<LivingDirectory> {
  if (jsonPath !== undefined) {
    return readAs(jsonPath, cwd, (bytes) => {
      const { defaultDomain, appRoles, changes } = readDirectoryJson(parseJson(bytes));
      return filled({ defaultDomain, appRoles }, changes, now);
    });
  }
  if (csvPath !== undefined) {
    return readAs(csvPath, cwd, (bytes) =>
      filled({ defaultDomain: domain, appRoles: [] }, readUsersCsv(bytes), now),
    );
  }
  if (!Number.isInteger(people)) throw new UsageError('--people is a whole number.');
  const plan = { people, seed, defaultDomain: domain, appRoles: demoRoles(seed), assignsGroups: true };
  return filled(plan, generateCompany(plan), now);
}

/** The roles of a generated company's application. */
function demoRoles(seed: number): readonly AppRole[] {
  const random = seededRandom(seed ^ 0x0ddba11);
  return ['User', 'Manager', 'Administrator'].map((displayName) => ({
    id: random.guid(),
    value: displayName,
    displayName,
  }));
}

function filled(
  about: Parameters<typeof createDirectory>[0],
  changes: Iterable<Parameters<LivingDirectory['apply']>[0]>,
  now: number,
): LivingDirectory {
  const directory = createDirectory(about);
  for (const change of changes) directory.apply(change, now);
  return directory;
}

async function readAs<T>(path: string, cwd: string, read: (bytes: Uint8Array) => T): Promise<T> {
  const bytes = await readFile(resolve(cwd, path)).catch((error: unknown) => {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  try {
    return read(bytes);
  } catch (error) {
    const isTheirs = error instanceof UnreadableFile || error instanceof ImpossibleChange;
    throw isTheirs ? new UsageError(`${path}: ${error.message}`) : error;
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new UnreadableFile(`It is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * The mapping that the options choose.
 *
 * @throws UsageError
 */
export async function mappingOf(
  { connector }: MappingOptions,
  { cwd }: ProgramIo,
): Promise<ProvisioningMapping> {
  if (connector === undefined) return defaultMapping();
  const isPath = connector.startsWith('.') || isAbsolute(connector);
  let module: unknown;
  try {
    const path = isPath
      ? resolve(cwd, connector)
      : createRequire(resolve(cwd, 'index.js')).resolve(connector);
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    throw new UsageError(
      `The connector ${connector} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const profiles = Object.values(module as Readonly<Record<string, unknown>>).find(isProfiles);
  if (profiles === undefined) throw new UsageError(`${connector} exports no connector.`);
  return profileMapping(profiles);
}

function isProfiles(exported: unknown): exported is Profiles {
  if (typeof exported !== 'object' || exported === null || !('users' in exported)) return false;
  const { users } = exported;
  return typeof users === 'object' && users !== null && 'rows' in users && 'type' in users;
}

/**
 * The person that `--user` names, by user name, mail nickname or object id; without it, the first.
 *
 * @throws UsageError
 */
export function personOf(directory: LivingDirectory, wanted: string | undefined): DirectoryUser {
  const key = wanted?.toLowerCase();
  for (const user of directory.users()) {
    const { userPrincipalName, mailNickname } = user.attributes;
    const names = [user.id, userPrincipalName, mailNickname].map((name) => String(name ?? '').toLowerCase());
    if (key === undefined || names.includes(key)) return user;
  }
  throw new UsageError(
    `The directory has nobody called ${wanted ?? ''}. Give a userPrincipalName or an object id.`,
  );
}
