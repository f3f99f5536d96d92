import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isObject, type JsonObject } from '@scimwright/core';
import { createTenant, issueToken, type AdminDeps } from '@scimwright/server/admin';
import type { StoredEvent, StoredLogEntry, TenantId } from '@scimwright/store';
import type { Timeouts } from '@scimwright/store-knex';
import { expect } from 'vitest';
import { readConfig } from '../config.ts';
import { flowConnector } from '../flow-connector.fixture.ts';
import { openHost, type Host } from '../open-host.ts';

const ADMIN_TOKEN = 'an-admin-token-of-the-tests-0123456789abcdef';

/** Timeouts short enough for tests that reach them, and long enough for a healthy but busy machine. */
export const shortTimeouts: Timeouts = {
  connect: 1_000,
  acquire: 1_500,
  lock: 300,
  statement: 1_500,
  search: 1_500,
  searchTurn: 3_000,
  answer: 2_000,
  idle: 3_000,
};

/** An answer of the host. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Empty unless the answer is a JSON object. */
  readonly body: JsonObject;
}

/** A request to the tenant. */
export interface Sent {
  readonly method?: string;
  /** Relative to the tenant URL. */
  readonly path: string;
  readonly body?: JsonObject | undefined;
  /** A token in place of the tenant's. */
  readonly token?: string;
}

/** The stored data of a tenant, from which a test sees which operations were carried out. */
export interface Kept {
  readonly users: readonly JsonObject[];
  readonly events: readonly StoredEvent[];
  readonly log: readonly StoredLogEntry[];
}

/** A host over a database that fails, with one tenant. */
export interface FaultyHost {
  readonly host: Host;
  readonly tenant: TenantId;
  /** A valid token of another tenant. */
  readonly foreignToken: string;
  send(sent: Sent): Promise<Answer>;
  /** Creates a resource, which must succeed, and returns its id. */
  make(path: string, body: JsonObject): Promise<string>;
  /** The answer at a path of the host itself or of its admin API. */
  page(path: string): Promise<{ readonly status: number; readonly text: string }>;
  /** The status at such a path. */
  status(path: string): Promise<number>;
  /** Waits until the host is ready, which must happen without a restart. */
  recovered(): Promise<void>;
  kept(): Promise<Kept>;
  /** The lines of the process log. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** Opens a host on a database as a person would. */
export async function openFaulty(
  databaseUrl: string,
  timeouts: Partial<Timeouts> = shortTimeouts,
): Promise<FaultyHost> {
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-faults-'));
  const env = { DATA_DIR: folder, PORT: '0', DATABASE_URL: databaseUrl, ADMIN_TOKEN };
  const config = readConfig(env, folder);
  const lines: string[] = [];
  const record = (fields: object, message: string): void => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  const logger = { debug() {}, info: record, warn: record, error: record };
  const connectors = [flowConnector('flow'), flowConnector('other')];
  const host = await openHost({ connectors, config, logger, timeouts, watchEveryMs: 50 });
  const admin: AdminDeps = {
    connectors,
    store: host.store,
    clock: () => new Date(),
    ids: () => crypto.randomUUID(),
  };
  const tenant = await createTenant(admin, { connector: 'flow', name: 'contoso' });
  const other = await createTenant(admin, { connector: 'other', name: 'contoso' });
  const about = { description: 'tests', createdBy: 'tests' };
  const { secret } = await issueToken(admin, tenant, about);
  const { secret: foreignToken } = await issueToken(admin, other, about);

  const send = async ({ method = 'GET', path, body, token = secret }: Sent): Promise<Answer> => {
    const response = await fetch(`${host.url}/flow/contoso/scim/v2${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, body: isObject(parsed) ? parsed : {} };
  };
  const page: FaultyHost['page'] = async (path) => {
    const answer = await fetch(`${host.url}${path}`, { headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } });
    return { status: answer.status, text: await answer.text() };
  };
  const status: FaultyHost['status'] = async (path) => (await page(path)).status;
  return {
    host,
    tenant: tenant.id,
    foreignToken,
    send,
    make: async (path, body) => {
      const answer = await send({ method: 'POST', path, body });
      expect(answer).toMatchObject({ status: 201 });
      return String(answer.body['id']);
    },
    page,
    status,
    recovered: async () => {
      // The timeout of the test limits this loop.
      while ((await status('/readyz')) !== 200) await setTimeout(25);
    },
    kept: async () => {
      const users: JsonObject[] = [];
      for (let total = 1; users.length < total;) {
        const answer = await send({ path: `/Users?count=200&startIndex=${users.length + 1}` });
        expect(answer).toMatchObject({ status: 200 });
        const { body } = answer;
        total = Number(body['totalResults']);
        users.push(...(Array.isArray(body['Resources']) ? body['Resources'] : []).filter(isObject));
      }
      const { entries } = await host.store.log.read(tenant.id, { limit: 1_000 });
      const events = await host.store.outbox.read({ tenant: tenant.id, after: 0, limit: 10_000 });
      return { users, events, log: entries };
    },
    lines,
    close: async () => {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
