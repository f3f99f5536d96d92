import { createServer, type Server } from '@scimwright/server';
import { createTenant, issueToken, type AdminDeps } from '@scimwright/server/admin';
import { makeSecretText } from '@scimwright/server/internal';
import type { Store, Tenant } from '@scimwright/store';
import { openStore } from '@scimwright/store-knex';
import { engines, type TestDatabase } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, type Listening } from '../listen.ts';
import { expectRefusal, userNamed, whole } from './hostile-host.fixture.ts';

const FLOOD = 200;
const times = (make: () => string): readonly string[] => Array.from({ length: FLOOD }, make);

/** Invalid tokens, and the number of statements that each may cost. */
const floods: readonly (readonly [
  title: string,
  authorizations: readonly string[],
  most: number,
  says: string,
])[] = [
  ['nothing', times(() => ''), 0, 'Send the secret token'],
  ['another scheme', times(() => 'Basic YWRtaW46YWRtaW4='), 0, 'Send the secret token'],
  [
    'text that is not a token',
    times(() => `Bearer ${crypto.randomUUID()}`),
    0,
    'not a token of this service',
  ],
  ['text of 8,000 characters', times(() => `Bearer ${'x'.repeat(8_000)}`), 0, 'not a token of this service'],
  ['15,500 spaces', times(() => `Bearer${' '.repeat(15_500)}x`), 0, 'Send the secret token'],
  ['SQL', times(() => `Bearer ';DROP/**/TABLE/**/tokens;--`), 0, 'not a token of this service'],
  ['__proto__', times(() => 'Bearer __proto__'), 0, 'not a token of this service'],
  [
    'tokens with a wrong checksum',
    times(() => `Bearer ${makeSecretText('scimw_').slice(0, -8)}00000000`),
    0,
    'not a token of this service',
  ],
  [
    'well-formed tokens that were never issued',
    times(() => `Bearer ${makeSecretText('scimw_')}`),
    1,
    'not valid for this Tenant URL',
  ],
];

describe.each(engines)('on $name, a flood of requests with', ({ open }) => {
  let database: TestDatabase;
  let store: Store;
  let server: Server;
  let listening: Listening;
  let tenant: Tenant;
  let secret: string;
  let admin: AdminDeps;
  let statements: string[] = [];
  const logged: string[] = [];
  const record = (_: object, message: string): void => void logged.push(message);

  beforeAll(async () => {
    database = await open();
    store = await openStore({ url: database.url, onStatement: (sql) => statements.push(sql.trim()) });
    server = createServer({
      connectors: [whole],
      store,
      logger: { debug() {}, info: record, warn: record, error: record },
    });
    const answer = server.app.callback();
    listening = await listen((request, response) => void answer(request, response), {
      host: '127.0.0.1',
      port: 0,
    });
    admin = {
      connectors: [whole],
      store,
      clock: () => new Date(),
      ids: () => crypto.randomUUID(),
    };
    tenant = await createTenant(admin, { connector: 'whole', name: 'contoso' });
    ({ secret } = await issueToken(admin, tenant, { description: 'tests', createdBy: 'tests' }));
    // Records the first use of a token, and fills the pools, before it counts statements.
    await send(`Bearer ${secret}`);
    await server.flush();
  });
  afterAll(async () => {
    await listening.stop();
    await server.close();
    await store.close();
    await database.close();
  });

  const fetchAt = (path: string, init: RequestInit) =>
    fetch(`http://127.0.0.1:${listening.port}/whole/contoso/scim/v2${path}`, init);

  async function send(authorization: string, name = 'ada') {
    const answer = await fetchAt('/Users', {
      method: 'POST',
      headers: { Authorization: authorization, 'Content-Type': 'application/scim+json' },
      body: JSON.stringify(userNamed(name)),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) };
  }

  it.each(floods)(
    '%s is refused request by request, stores nothing, and costs almost nothing',
    async (_, tokens, most, says) => {
      const log = async () => (await store.log.read(tenant.id, { limit: 1_000 })).entries.length;
      const before = await log();
      statements = [];
      const answers = await Promise.all(tokens.map((authorization) => send(authorization, 'mallory')));
      await server.flush();
      const ran = statements.filter((sql) => !/^(set|select set_config|pragma)\b/i.test(sql));
      expect(ran.length).toBeLessThanOrEqual(most * FLOOD);
      expect(ran.filter((sql) => !/^select\b/i.test(sql))).toEqual([]);
      for (const answer of answers) {
        expectRefusal(answer, { status: 401, says: [says] });
        expect(answer.headers.get('WWW-Authenticate')).toContain('Bearer');
        expect(answer.text).not.toContain('scimw_');
      }
      expect(await log()).toBe(before);
      expect((await send(`Bearer ${secret}`)).status).toBe(409);
      await server.flush();
      expect(await log()).toBe(before + 1);
      expect(logged).toEqual([]);
    },
  );

  it('a valid token at /Me or discovery costs no more than its lookups', async () => {
    const userName = String(userNamed('ada')['userName']);
    const own = await issueToken(admin, tenant, { createdBy: 'tests', userName });
    const costs: readonly (readonly [method: string, path: string, status: number, most: number])[] = [
      ['GET', '/Me', 501, 1],
      ['PATCH', '/Me', 501, 1],
      ['GET', '/Schemas', 200, 1],
    ];
    const costsOfUser: typeof costs = [
      ['GET', '/Me', 200, 3],
      ['PATCH', '/Me', 403, 2],
      ['DELETE', '/Users/x', 403, 2],
      ['GET', '/Schemas', 200, 2],
    ];
    for (const [token, rows] of [
      [secret, costs],
      [own.secret, costsOfUser],
    ] as const) {
      const headers = { Authorization: `Bearer ${token}` };
      // Records the first use.
      await fetchAt('/Me', { headers });
      for (const [method, path, status, most] of rows) {
        await server.flush();
        statements = [];
        const answer = await fetchAt(path, { method, headers });
        await answer.text();
        const ran = statements.filter((sql) => /^select\b(?! set_config)/i.test(sql));
        expect([method, path, answer.status, ran.length]).toEqual([method, path, status, most]);
      }
    }
  });
});
