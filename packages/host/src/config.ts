import { resolve } from 'node:path';
import { z } from 'zod';
import type { Retention } from './prune-old.ts';

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;
const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;

const adminToken = z
  .string()
  .regex(/^\S{32,}$/, 'must have at least 32 characters and no spaces')
  .refine(isVaried, 'repeats one character. Make a token with: openssl rand -hex 32');

const days = z.coerce.number().int().min(1).max(3_650).default(30);

const databaseUrl = z
  .string()
  .regex(
    /^(sqlite:.+|postgres(ql)?:\/\/.+)/,
    'must look like sqlite:PATH or postgres://user:password@host:5432/database',
  )
  .refine(
    (url) => url !== 'sqlite::memory:',
    'must name a file: a database in memory is lost when the host stops',
  )
  .refine(
    (url) => url.startsWith('sqlite:') || URL.canParse(url),
    'is not a valid URL. In a user name or password, write / as %2F, ? as %3F, # as %23, @ as %40, : as %3A and % as %25',
  );

const hostEnv = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
    HOST: z.string().min(1).default('127.0.0.1'),
    ADMIN_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
    ADMIN_HOST: z.string().min(1).optional(),
    DATA_DIR: z.string().min(1).default('.data'),
    DATABASE_URL: databaseUrl.optional(),
    PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional(),
    BEHIND_PROXY: z.enum(['true', 'false'], 'must be true or false').optional(),
    ADMIN_TOKEN: adminToken.optional(),
    ADMIN_TOKEN_NEXT: adminToken.optional(),
    LOG_DAYS: days,
    TENANT_CEILING: z.coerce.number().int().min(1).max(100_000).optional(),
    EVENT_DAYS: days,
    STOP_DELAY: z.coerce.number().min(0).max(300).default(0),
    LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  })
  .refine(({ HOST, PUBLIC_URL }) => isLoopback(HOST) || PUBLIC_URL !== undefined, {
    path: ['PUBLIC_URL'],
    error: 'is required when HOST is not a loopback address: it is the URL by which clients reach this host',
  })
  .refine(({ PORT, ADMIN_PORT }) => ADMIN_PORT !== PORT || PORT === 0, {
    path: ['ADMIN_PORT'],
    error: 'must differ from PORT. Leave it out to serve /admin and /metrics on PORT',
  })
  .refine(({ ADMIN_HOST, ADMIN_PORT }) => ADMIN_HOST === undefined || ADMIN_PORT !== undefined, {
    path: ['ADMIN_PORT'],
    error: 'is required with ADMIN_HOST',
  })
  .refine(
    ({ ADMIN_TOKEN, ADMIN_TOKEN_NEXT }) => ADMIN_TOKEN !== undefined || ADMIN_TOKEN_NEXT === undefined,
    {
      path: ['ADMIN_TOKEN'],
      error: 'is required with ADMIN_TOKEN_NEXT, which is going to replace it',
    },
  );

/** Whether only this machine can reach a host name or address. */
export function isLoopback(host: string): boolean {
  return LOOPBACK_HOST.test(host);
}

function isVaried(token: string): boolean {
  return new Set(token).size > 1;
}

/** The configuration of a host. */
export interface HostConfig {
  readonly port: number;
  readonly host: string;
  /** The separate address of /admin and /metrics; undefined when they share that of the endpoints. */
  readonly adminAddress: { readonly host: string; readonly port: number } | undefined;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly publicUrl: string | undefined;
  /**
   * Whether all connections come from a proxy, so that there is no limit by address. A host does not speak TLS, so an https
   * PUBLIC_URL implies a proxy.
   */
  readonly isBehindProxy: boolean;
  /** Requests of one tenant in a second; undefined for no limit. */
  readonly tenantCeiling: number | undefined;
  /** The token of the admin API; undefined when the host makes one and stores it in a file. */
  readonly adminToken: string | undefined;
  /** A second token of the admin API, while it replaces the first. */
  readonly nextAdminToken: string | undefined;
  readonly retention: Retention;
  /** Seconds for which a stopping host still answers, but is not ready, so that a load balancer notices. */
  readonly stopDelay: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /**
   * Why there can be no demo tenants; undefined when there can be. They exist only in the default SQLite database of a host
   * that nobody else can reach.
   */
  readonly noDemo: string | undefined;
}

/**
 * Why a host cannot start, and what to do.
 *
 * @example
 * throw new HostRefusal('PORT: must be a number');
 */
export class HostRefusal extends Error {
  override readonly name = 'HostRefusal';
}

/**
 * Reads the configuration of a host from environment variables. Paths are relative to `folder`.
 *
 * @throws HostRefusal with a line for each invalid variable
 *
 * @example
 * readConfig({ PORT: '8081' }, process.cwd()).port; // 8081
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, folder: string): HostConfig {
  // An empty variable counts as unset.
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = hostEnv.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new HostRefusal(`The configuration in the environment is not valid.\n${lines.join('\n')}`);
  }
  const {
    PORT,
    HOST,
    ADMIN_PORT,
    ADMIN_HOST = HOST,
    DATA_DIR,
    DATABASE_URL,
    PUBLIC_URL,
    BEHIND_PROXY,
    TENANT_CEILING,
    ADMIN_TOKEN,
    ADMIN_TOKEN_NEXT,
    STOP_DELAY,
    LOG_LEVEL,
  } = parsed.data;
  const dataDir = resolve(folder, DATA_DIR);
  return {
    port: PORT,
    host: bare(HOST),
    adminAddress: ADMIN_PORT === undefined ? undefined : { host: bare(ADMIN_HOST), port: ADMIN_PORT },
    dataDir,
    databaseUrl:
      DATABASE_URL === undefined
        ? `sqlite:${resolve(dataDir, 'scimwright.sqlite')}`
        : absolute(DATABASE_URL, folder),
    publicUrl: PUBLIC_URL?.replace(/(?<!\/)\/+$/, ''),
    isBehindProxy: (BEHIND_PROXY ?? String(PUBLIC_URL?.startsWith('https:') ?? false)) === 'true',
    tenantCeiling: TENANT_CEILING,
    adminToken: ADMIN_TOKEN,
    nextAdminToken: ADMIN_TOKEN_NEXT,
    retention: { logDays: parsed.data.LOG_DAYS, eventDays: parsed.data.EVENT_DAYS },
    stopDelay: STOP_DELAY,
    logLevel: LOG_LEVEL,
    noDemo: noDemoOn(parsed.data),
  };
}

/**
 * Reads the URL of a database that is not in the environment. A path is relative to `folder`.
 *
 * @param name - what names it to a person, such as `--to`
 * @throws HostRefusal when it is invalid
 *
 * @example
 * readDatabaseUrl('--from', 'sqlite:a.sqlite', '/srv/flow'); // 'sqlite:/srv/flow/a.sqlite'
 */
export function readDatabaseUrl(name: string, url: string | undefined, folder: string): string {
  const parsed = databaseUrl.safeParse(url ?? '');
  if (!parsed.success) throw new HostRefusal(`${name} ${parsed.error.issues[0]?.message ?? 'is not valid'}.`);
  return absolute(parsed.data, folder);
}

function absolute(url: string, folder: string): string {
  return url.replace(/^sqlite:(.+)$/s, (_, path: string) => `sqlite:${resolve(folder, path)}`);
}

/** Removes the brackets that an IPv6 address may have, as in a URL. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** A host off loopback has a PUBLIC_URL, as checked above. */
function noDemoOn({ DATABASE_URL, PUBLIC_URL }: z.output<typeof hostEnv>): string | undefined {
  if (PUBLIC_URL !== undefined) return 'PUBLIC_URL is set';
  return DATABASE_URL === undefined ? undefined : 'DATABASE_URL is set';
}
