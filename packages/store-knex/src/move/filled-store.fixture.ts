import { emptyDelta } from '@scimwright/core/patch';
import type { Change, StoredToken, TenantId } from '@scimwright/store';
import { openSession } from '@scimwright/test-databases';
import { logEntry } from '../log-entry.fixture.ts';
import { openStore } from '../open-store.ts';

const AT = '2026-01-31T12:00:00.000Z';
const LATER = '2026-01-31T12:00:01.000Z';

export const tenant = 't1' as TenantId;

/** More members than one commit deletes, and more rows than one statement inserts. */
const MANY = 1_200;

/** What is easily lost on the way: order, case, escapes, numbers and text that looks like one. */
const BODY = `{"userName":"Ада \\"Ö\\" \\u0001 😀","z":1,"a":1.50,"n":1e21,"t":"007","b":[true,null,-0.5]}`;

function user(id: string, body: string, document?: string): Change {
  const entries = [
    { path: 'userName', key: `Ünal-${id}`, unique: true },
    { path: 'externalId', key: '0', unique: false },
  ];
  return { kind: 'create', type: 'User', id, at: AT, body, document, entries, members: [] };
}

function group(id: string, members: readonly string[]): Change {
  return { kind: 'create', type: 'Group', id, at: AT, body: '{}', entries: [], members };
}

function token(id: string, more: Partial<StoredToken> = {}): StoredToken {
  return {
    id,
    tenant,
    hash: `hash-${id}`,
    description: 'Entra',
    scope: '',
    userId: undefined,
    createdBy: 'tests',
    created: AT,
    expires: undefined,
    lastUsed: undefined,
    revoked: undefined,
    ...more,
  };
}

const ownEntry = logEntry({
  at: AT,
  method: 'POST',
  operation: 'create',
  resourceId: 'u1',
  subject: 'Ада@contoso.example',
  status: 201,
  changed: ['userName'],
  leftOut: ['title'],
  departures: ['operand-as-string'],
});

/** Fills every table of a database through the ports of its store, with values that are easily lost on the way. */
export async function fillStore(url: string): Promise<void> {
  const store = await openStore({ url });
  const limits = { max: 9, overlapUntil: undefined };
  await store.tenants.create({
    id: tenant,
    connector: 'bic',
    name: 'contoso',
    enabled: true,
    entitlements: ['user-management-api'],
    settings: { roles: ['Editor'], z: 1, a: 2 },
    created: AT,
  });
  await store.tenants.create({
    id: 't2' as TenantId,
    connector: 'iris',
    name: 'wingtip',
    enabled: false,
    entitlements: [],
    settings: {},
    created: AT,
  });
  await store.tokens.issue(token('k1'), limits);
  await store.tokens.issue(token('k2', { userId: 'u1', expires: LATER }), limits);
  await store.handOvers.create({
    id: 'h1',
    tenant,
    hash: 'hash-h1',
    description: '',
    createdBy: 'tests',
    created: AT,
    expires: LATER,
    redeemed: undefined,
    tokenId: undefined,
    withdrawn: undefined,
  });
  await store.handOvers.redeem('h1', token('k3', { created: AT }), limits);
  const members = Array.from({ length: MANY }, (_, at) => `m${at}`);
  await store.resources.commit(tenant, [
    user('u1', BODY),
    user('u2', '{"userName":"u2"}', JSON.stringify({ z: 1e21, a: { b: [0.1, -2, '\u0001é'] }, aa: true })),
    user('u3', '{}'),
    group('g1', ['u1', 'u2', ...members]),
    group('g2', ['g1', ...members]),
    ...['u1', 'u2', 'u3'].map((resourceId): Change => ({
      kind: 'event',
      event: { type: 'user.created', resourceType: 'User', resourceId, at: AT, data: { name: 'Ада', n: 1 } },
    })),
    ...[201, 409].map((status): Change => ({ kind: 'log', entry: { ...ownEntry, status } })),
  ]);
  const change = { kind: 'update', type: 'User', id: 'u1', at: LATER, expected: 1, body: BODY } as const;
  await store.resources.commit(tenant, [
    { ...change, entries: { add: [], drop: [] }, members: emptyDelta },
    { kind: 'remove', type: 'User', id: 'u3', at: LATER, expected: undefined },
  ]);
  // Its rows wait to be swept.
  await store.resources.commit(tenant, [
    { kind: 'remove', type: 'Group', id: 'g2', at: LATER, expected: undefined },
  ]);
  const claim = { owner: 'host-1', now: LATER, leaseUntil: '2026-01-31T12:00:45.000Z', limit: 2 };
  const { events } = await store.outbox.claim(claim);
  const [first, second] = events.map(({ seq }) => seq);
  if (first === undefined || second === undefined) throw new Error('Two events were stored.');
  await store.outbox.acknowledge({
    owner: 'host-1',
    now: LATER,
    outcomes: [
      { kind: 'delivered', seq: first },
      { kind: 'retry', seq: second, at: LATER, error: 'no answer' },
    ],
  });
  await store.outbox.claim({ ...claim, limit: 1 });
  await store.listeners.recordHost(AT, true);
  await store.clock.raise({ at: LATER, setBacks: 0 });
  await store.definitions.set('bic', 'User', { definition: '{"path":"userName"}', since: AT });
  const subject = { connector: 'bic', tenant: 'contoso', subject: 'k1' };
  for (const action of ['issueToken', 'revokeToken', 'deleteTenant']) {
    await store.audit.append({ at: AT, actor: 'cli:ada', action, ...subject });
  }
  await store.close();
  // The last numbers have been given to rows that are not there any more.
  const session = await openSession(url);
  await session.run('delete from audit where seq = 3');
  await session.run("insert into probes (id, filler) values (1, 'ff')");
  await session.close();
}
