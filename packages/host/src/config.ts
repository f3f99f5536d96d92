import { resolve } from 'node:path';
import { z } from 'zod';
import type { Retention } from './prune-old.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;
const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;

const adminToken = z
  .string()
  .regex(/^\S{32,}$/, 'must have at least 32 characters, without spaces')
  .refine(isVaried, 'is one character again and again: make one with: openssl rand -hex 32');

const days = z.coerce.number().int().min(1).max(3_650).default(30);

const hostEnv = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
    HOST: z.string().min(1).default('127.0.0.1'),
    DATA_DIR: z.string().min(1).default('.data'),
    DATABASE_URL: z
      .string()
      .regex(
        /^(sqlite:.+|postgres(ql)?:\/\/.+)/,
        'must look like sqlite:PATH or postgres://user:password@host:5432/database',
      )
      .refine(
        (url) => url !== 'sqlite::memory:',
        'must name a file: what is in memory alone is lost when the host ends',
      )
      .refine(
        (url) => url.startsWith('sqlite:') || URL.canParse(url),
        'is not a URL: in a user name or a password, write / as %2F, ? as %3F, # as %23, @ as %40, : as %3A and % as %25',
      )
      .optional(),
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
  .refine(({ HOST, PUBLIC_URL }) => LOOPBACK.test(HOST) || PUBLIC_URL !== undefined, {
    path: ['PUBLIC_URL'],
    error: 'is needed when HOST is not a loopback address: it is the URL that clients reach this host by',
  })
  .refine(
    ({ ADMIN_TOKEN, ADMIN_TOKEN_NEXT }) => ADMIN_TOKEN !== undefined || ADMIN_TOKEN_NEXT === undefined,
    {
      path: ['ADMIN_TOKEN'],
      error: 'is needed beside ADMIN_TOKEN_NEXT, which is to take its place',
    },
  );

function isVaried(token: string): boolean {
  return new Set(token).size > 1;
}

/** How a host runs, from its environment. */
export interface HostConfig {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly publicUrl: string | undefined;
  /**
   * Whether all connections come from a proxy in front, so that none is bounded by its address. A host speaks no TLS, so
   * an https PUBLIC_URL says that there is one.
   */
  readonly isBehindProxy: boolean;
  /** Requests of one tenant in a second; undefined for no ceiling. */
  readonly tenantCeiling: number | undefined;
  /** The token that opens the admin API; undefined when the host makes one and keeps it in a file. */
  readonly adminToken: string | undefined;
  /** One that opens it too, while the other is being exchanged for it. */
  readonly nextAdminToken: string | undefined;
  readonly retention: Retention;
  /** Seconds that a host which is told to stop goes on answering, no longer ready, so that a balancer sees it. */
  readonly stopDelay: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /**
   * Why there can be no demo tenants; undefined where there can be. They exist on the embedded default database alone, and where
   * nobody else can reach them.
   */
  readonly noDemo: string | undefined;
}

/**
 * A host that cannot start, in words that say what to do.
 *
 * @example
 * throw new HostRefusal('PORT: must be a number');
 */
export class HostRefusal extends Error {
  override readonly name = 'HostRefusal';
}

/**
 * Reads the configuration of a host from environment variables; paths are relative to `folder`.
 *
 * @throws HostRefusal with a line for each variable that is wrong
 *
 * @example
 * readConfig({ PORT: '8081' }, process.cwd()).port; // 8081
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, folder: string): HostConfig {
  // An empty variable is one that was not set.
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = hostEnv.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new HostRefusal(`The configuration in the environment is wrong.\n${lines.join('\n')}`);
  }
  const {
    PORT,
    HOST,
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
    host: HOST.replace(/^\[(.*)\]$/, '$1'),
    dataDir,
    databaseUrl:
      DATABASE_URL?.replace(/^sqlite:(.+)$/s, (_, path: string) => `sqlite:${resolve(folder, path)}`) ??
      `sqlite:${resolve(dataDir, 'scimwright.sqlite')}`,
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

/** A host off loopback has a PUBLIC_URL, as checked above. */
function noDemoOn({ DATABASE_URL, PUBLIC_URL }: z.output<typeof hostEnv>): string | undefined {
  if (PUBLIC_URL !== undefined) return 'PUBLIC_URL is set';
  return DATABASE_URL === undefined ? undefined : 'DATABASE_URL is set';
}
