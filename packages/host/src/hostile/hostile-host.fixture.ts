import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  attribute,
  defineConnector,
  personalToken,
  supportIssuedToken,
  type Connector,
} from '@scimwright/connector-kit';
import { isObject, type JsonObject, type ResourceType } from '@scimwright/core';
import { enterpriseUserSchema, groupSchema, userSchema, type Schema } from '@scimwright/core/schema';
import { createTenant, issueToken, type AdminDeps } from '@scimwright/server/admin';
import type { Tenant } from '@scimwright/store';
import type { TestEngine } from '@scimwright/test-databases';
import { expect } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import type { HttpLimits } from '../http/http-limits.ts';
import { openHost } from '../open-host.ts';

const tutorial = 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list';
const settings = z.strictObject({});

/** Rows for all attributes that a client may set and read. */
function rowsOf({ id, attributes }: Schema) {
  const prefix = id === enterpriseUserSchema.id ? `${id}:` : '';
  return attributes
    .filter(({ mutability }) => mutability === 'readWrite')
    .map(({ name, type }) =>
      attribute(`${prefix}${name}`, name === 'members' || name === 'manager' ? 'reference' : type, {
        ...(name === 'userName' && { required: true }),
        ...(name !== 'members' && { unmapped: true }),
        ...(/^(userName|displayName)$/.test(name) && { filterable: true }),
      }),
    );
}

/** A connector with all of RFC 7643, by the letter. */
export const whole = defineConnector({
  id: 'whole',
  displayName: 'Contoso Whole',
  tutorial,
  settings,
  unmapped: 'refuse',
  users: [...rowsOf(userSchema), ...rowsOf(enterpriseUserSchema)],
  groups: rowsOf(groupSchema),
  token: supportIssuedToken({ instructions: 'Write to support.', overlapDays: 7 }),
});

/** A connector with some elements of some attributes and no groups. It ignores unmapped attributes, and its token identifies the tenant. */
export const narrow = defineConnector({
  id: 'narrow',
  displayName: 'Contoso Narrow',
  tutorial,
  settings,
  path: '/narrow/api/scim',
  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('active', 'boolean'),
    attribute('name.givenName', 'string'),
    attribute('emails[type eq "work"].value', 'string', { filterable: true }),
    attribute('phoneNumbers[type eq "mobile"].value', 'string'),
    attribute('roles[primary eq "True"].value', 'string', {
      from: 'SingleAppRoleAssignment([appRoleAssignments])',
    }),
  ],
  token: personalToken({ where: 'My Profile', scope: 'Scim', otherScopes: [] }),
});

/** An answer as a client sees it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Empty unless the answer is a JSON object. */
  readonly body: JsonObject;
}

/** A request to a connector's tenant. */
export interface Sent {
  readonly connector?: Connector;
  readonly method?: string;
  /** Relative to the tenant URL. */
  readonly path?: string;
  /** A value is sent as JSON, a text unchanged. */
  readonly body?: JsonObject | string | Buffer | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The response on a connection that a test opened itself. */
interface RawAnswer extends Answer {
  /** All of the text, including `100 Continue`. */
  readonly all: string;
}

/** A host over a database, to be attacked. */
export interface HostileHost {
  readonly url: string;
  readonly port: number;
  readonly adminToken: string;
  /** The paths of the tenant URLs. */
  pathOf(connector: Connector): string;
  secretOf(connector: Connector): string;
  /** Sends a request with a valid token. */
  send(sent: Sent): Promise<Answer>;
  /** Sends bytes unchanged, and waits until the host closes the connection. */
  sendRaw(bytes: string | Buffer, options?: { readonly thenEnd?: boolean }): Promise<RawAnswer>;
  /** The head of a request with a valid token, for `sendRaw`; without the empty line at its end. */
  head(method: string, path: string, ...headers: readonly string[]): string;
  sendAdmin(sent: Omit<Sent, 'connector'>): Promise<Answer>;
  /** The stored people and groups, with their events. */
  snapshot(): Promise<unknown>;
  /** The lines of the process log. */
  readonly lines: readonly string[];
  readonly tenants: ReadonlyMap<Connector, Tenant>;
  readonly admin: AdminDeps;
  /** The id of a user that every tenant has. */
  idOf(connector: Connector): string;
  close(): Promise<void>;
}

const TENANT = 'contoso';

/** The user that every tenant has from the start. */
const ORDINARY = 'ordinary@contoso.example';

/** Opens a host as a person would, with a tenant of each connector and a user in it. */
export async function openHostile(
  { open }: TestEngine,
  http: Partial<HttpLimits> = {},
): Promise<HostileHost> {
  const database = await open();
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-hostile-'));
  const adminToken = 'scima_0123456789abcdef0123456789abcdef';
  const config = readConfig(
    { PORT: '0', DATA_DIR: folder, DATABASE_URL: database.url, ADMIN_TOKEN: adminToken },
    folder,
  );
  const lines: string[] = [];
  const record = (fields: object, message: string): void => {
    // A warning about a wrong admin token is not a fault.
    if (!message.includes('wrong admin token')) lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  const connectors = [whole, narrow];
  const host = await openHost({
    connectors,
    config,
    logger: { debug() {}, info: record, warn: record, error: record },
    http,
  });
  const admin: AdminDeps = {
    connectors,
    store: host.store,
    clock: () => new Date(),
    ids: () => crypto.randomUUID(),
  };
  const port = Number(new URL(host.url).port);
  const tenants = new Map<Connector, Tenant>();
  const secrets = new Map<Connector, string>();
  const ids = new Map<Connector, string>();
  const found = <Value>(map: ReadonlyMap<Connector, Value>, connector: Connector): Value => {
    const value = map.get(connector);
    if (value === undefined) throw new Error(`${connector.id} is not served here`);
    return value;
  };
  const pathOf = ({ path }: Connector): string => path.replace(':tenant', TENANT);
  const secretOf = (connector: Connector): string => found(secrets, connector);
  const self: HostileHost = {
    url: host.url,
    port,
    adminToken,
    lines,
    tenants,
    admin,
    pathOf,
    secretOf,
    idOf: (connector) => found(ids, connector),
    send: ({ connector = whole, method = 'POST', path = '/Users', body, headers }) =>
      answerOf(`${host.url}${pathOf(connector)}${path}`, method, body, {
        Authorization: `Bearer ${secretOf(connector)}`,
        ...(body !== undefined && { 'Content-Type': 'application/scim+json' }),
        ...headers,
      }),
    sendAdmin: ({ method = 'POST', path = '/tenants', body, headers }) =>
      answerOf(`${host.url}/admin/api${path}`, method, body, {
        Authorization: `Bearer ${adminToken}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      }),
    head: (method, path, ...headers) =>
      [
        `${method} ${pathOf(whole)}${path} HTTP/1.1`,
        'Host: 127.0.0.1',
        `Authorization: Bearer ${secretOf(whole)}`,
        'Content-Type: application/scim+json',
        ...headers,
        '',
      ].join('\r\n'),
    sendRaw: (bytes, { thenEnd = false } = {}) =>
      new Promise((resolve) => {
        const pieces: Buffer[] = [];
        const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
        socket.on('data', (piece) => pieces.push(piece));
        socket.on('end', () => socket.end());
        socket.on('error', () => undefined); // the host may cut the connection: the text until then counts
        socket.on('close', () => resolve(parseAnswer(Buffer.concat(pieces).toString())));
        if (thenEnd) socket.end(bytes);
        else socket.write(bytes);
      }),
    async snapshot() {
      const all = [];
      for (const [{ users, groups }, { id }] of tenants) {
        for (const profile of groups === undefined ? [users] : [users, groups]) {
          const page = { type: profile.type, filter: undefined, startIndex: 1, count: 1_000 };
          all.push(await host.store.resources.find(id, page));
        }
        // Without a handler, every event stays pending.
        all.push((await host.store.outbox.backlog(id)).pending);
      }
      return all;
    },
    async close() {
      await host.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  for (const connector of connectors) {
    const tenant = await createTenant(admin, { connector: connector.id, name: TENANT });
    tenants.set(connector, tenant);
    const { secret } = await issueToken(admin, tenant, { description: 'tests', createdBy: 'tests' });
    secrets.set(connector, secret);
    const { body } = await self.send({ connector, body: userNamed(ORDINARY) });
    ids.set(connector, String(body['id']));
  }
  return self;
}

async function answerOf(
  url: string,
  method: string,
  body: Sent['body'],
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers,
    ...(body !== undefined && {
      body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, body: objectIn(text) };
}

function parseAnswer(all: string): RawAnswer {
  const final = all.replace(/^(HTTP\/1\.1 1\d\d [^\r]*\r\n\r\n)+/, '');
  const [head = '', ...rest] = final.split('\r\n\r\n');
  const [line = '', ...fields] = head.split('\r\n');
  const text = rest.join('\r\n\r\n');
  const headers = new Headers(
    fields.map((field): [string, string] => [
      field.slice(0, field.indexOf(':')),
      field.slice(field.indexOf(':') + 1),
    ]),
  );
  return { status: Number(line.split(' ')[1] ?? 0), headers, text, body: objectIn(text), all };
}

function objectIn(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

export function userNamed(userName: string, more: JsonObject = {}): JsonObject {
  return { schemas: [userSchema.id, enterpriseUserSchema.id], userName, ...more };
}

export function groupNamed(displayName: string, more: JsonObject = {}): JsonObject {
  return { schemas: [groupSchema.id], displayName, ...more };
}

export function patchOf(...Operations: JsonObject[]): JsonObject {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations };
}

/** The expected refusal. */
export interface Refusal {
  readonly status: number;
  readonly scimType?: string | undefined;
  /** Words in the detail: the mistake and the remedy. */
  readonly says: readonly string[];
}

/** The maximum length of a detail: a longer one would contain the attacker's text. */
const MAX_DETAIL_LENGTH = 700;

/** Checks that an answer is a SCIM error with exactly this content. */
export function expectRefusal(answer: Answer, { status, scimType, says }: Refusal): void {
  const { detail, ...rest } = answer.body;
  expect({ http: answer.status, ...rest }).toEqual({
    http: status,
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    ...(scimType !== undefined && { scimType }),
    status: String(status),
  });
  expect(answer.headers.get('Content-Type')?.trim()).toBe('application/scim+json; charset=utf-8');
  for (const words of says) expect(detail).toContain(words);
  expect(String(detail).length).toBeLessThan(MAX_DETAIL_LENGTH);
}

/** Checks that an ordinary request still succeeds. */
export async function expectOrdinary(host: HostileHost, connector: Connector = whole): Promise<void> {
  const path = `/Users?filter=${encodeURIComponent(`userName eq "${ORDINARY}"`)}`;
  const { status, body } = await host.send({ connector, method: 'GET', path });
  expect([status, body['totalResults']]).toEqual([200, 1]);
}

/** Checks that an attack stores nothing and causes no fault, and that the next request succeeds. */
export async function expectHarmless(host: HostileHost, doIt: () => Promise<void>): Promise<void> {
  const before = await host.snapshot();
  const logged = host.lines.length;
  await doIt();
  await expectOrdinary(host);
  expect(await host.snapshot()).toEqual(before);
  expect(host.lines.slice(logged)).toEqual([]);
}

/** The resource types that a connector serves. */
export function typesOf({ users, groups }: Connector): readonly ResourceType[] {
  return groups === undefined ? [users.type] : [users.type, groups.type];
}
