import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attribute, defineConnector, supportIssuedToken, type EventHandler } from '@scimwright/connector-kit';
import type { JsonObject } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import { ENTERPRISE_USER, GROUP, USER } from '@scimwright/core/schema';
import type { TestEngine } from '@scimwright/test-databases';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { openHost, type Host } from '../open-host.ts';
import { placesWith } from './places-with.fixture.ts';

/** A product with as many attributes of a person as possible. */
const staff = defineConnector({
  id: 'staff',
  displayName: 'Contoso Staff',
  tutorial: 'https://learn.microsoft.com/entra/identity/saas-apps/tutorial-list',
  settings: z.strictObject({}),
  users: [
    attribute('userName', 'string', { required: true, filterable: true }),
    attribute('displayName', 'string', { filterable: true }),
    attribute('active', 'boolean'),
    attribute('name.givenName', 'string'),
    attribute('name.familyName', 'string'),
    attribute('emails[type eq "work"].value', 'string', { required: true, filterable: true }),
    attribute('phoneNumbers[type eq "work"].value', 'string'),
    attribute(`${ENTERPRISE_USER}:employeeNumber`, 'string'),
    attribute(`${ENTERPRISE_USER}:manager`, 'reference'),
    attribute('title', 'string'),
  ],
  groups: [
    attribute('displayName', 'string', { required: true, filterable: true }),
    attribute('members', 'reference'),
  ],
  searchedBy: 'everything',
  token: supportIssuedToken({ instructions: 'Write to Staff support.', overlapDays: 7 }),
});

/** An answer of the host. */
interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: JsonObject;
}

/** A host over a database, with one tenant. */
export interface ErasureBench {
  readonly host: Host;
  /** The lines of the process log. */
  readonly lines: readonly string[];
  /** Sends a SCIM request. */
  scim(method: string, path: string, body?: JsonObject): Promise<Answer>;
  /** Sends a request about the tenant to the admin API. */
  admin(method: string, path: string, body?: JsonObject): Promise<Answer>;
  /** The audit trail from the admin API. */
  trail(): Promise<string>;
  /** The places of a text in the database. */
  places(text: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openErasureBench(
  engine: TestEngine,
  options: { readonly onEvent?: EventHandler } = {},
): Promise<ErasureBench> {
  const database = await engine.open();
  const folder = await mkdtemp(join(tmpdir(), 'scimwright-person-'));
  const lines: string[] = [];
  const record = (fields: object, message: string): void =>
    void lines.push(`${message} ${JSON.stringify(fields)}`);
  const host = await openHost({
    connectors: [staff],
    config: readConfig({ PORT: '0', DATA_DIR: folder, DATABASE_URL: database.url }, folder),
    logger: { debug: record, info: record, warn: record, error: record },
    ...options,
  });
  const adminToken = (await readFile(join(folder, 'admin-token'), 'utf8')).trim();
  const ask = async (url: string, token: string, method: string, body?: JsonObject): Promise<Answer> => {
    const answer = await fetch(url, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      text,
      body: text.startsWith('{') ? (JSON.parse(text) as JsonObject) : {},
    };
  };
  const api = `${host.url}/admin/api`;
  const path = '/tenants/staff/contoso';
  const admin: ErasureBench['admin'] = (method, under, body) =>
    ask(`${api}${path}${under}`, adminToken, method, body);
  await ask(`${api}/tenants`, adminToken, 'POST', { connector: 'staff', tenant: 'contoso' });
  const { secretToken, tenantUrl } = (await admin('POST', '/tokens', {})).body;
  return {
    host,
    lines,
    scim: (method, under, body) => ask(`${String(tenantUrl)}${under}`, String(secretToken), method, body),
    admin,
    trail: async () => (await ask(`${api}/audit?limit=200`, adminToken, 'GET')).text,
    places: (text) => placesWith(text, database.url),
    async close() {
      await host.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A person with a unique tag in each value. */
export function taggedUser(tag: string, more: JsonObject = {}): JsonObject {
  return {
    schemas: [USER, ENTERPRISE_USER],
    userName: `${tag}-User@contoso.example`,
    externalId: `${tag}-ext`,
    displayName: `Dame ${tag}-display`,
    active: true,
    name: { givenName: `${tag}given`, familyName: `${tag}family` },
    emails: [{ type: 'work', value: `${tag}-mail@contoso.example` }],
    phoneNumbers: [{ type: 'work', value: `+49 ${tag}` }],
    [ENTERPRISE_USER]: { employeeNumber: `${tag}-number` },
    ...more,
  };
}

/** A group with these members. */
export function groupOf(displayName: string, members: readonly string[]): JsonObject {
  return { schemas: [GROUP], displayName, members: members.map((value) => ({ value })) };
}

export function patchOf(...Operations: readonly JsonObject[]): JsonObject {
  return { schemas: [PATCH_OP], Operations };
}

/** The path of the manager. */
export const MANAGER = `${ENTERPRISE_USER}:manager`;
