import { expect } from 'vitest';
import type { Sql } from '../open-sql.fixture.ts';
import { listAll } from '../list-all.fixture.ts';
import { openAsk, type ScimBody } from './ask.fixture.ts';
import { groupIn } from './group-in.fixture.ts';
import type { Modelled } from './run-model.fixture.ts';
import { seededRandom } from './seeded-random.fixture.ts';
import { userIn } from './user-in.fixture.ts';
import { versionOf } from './version-of.fixture.ts';

const PAGE = 200;

/**
 * Compares all data after a run with the model: over HTTP, then in the database.
 *
 * @throws Error with the seed and the difference
 */
export async function auditModel(modelled: Modelled, sql: Sql): Promise<void> {
  try {
    await auditUsers(modelled);
    await auditGroups(modelled);
    await auditRows(sql);
    await auditEvents(modelled, sql);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new Error(`MODEL_SEED=${modelled.seed}, when all was done: ${what}`, { cause: error });
  }
}

/** All resources of a list, each with its version. */
async function listed({ tenant, world }: Modelled, list: string): Promise<readonly Listed[]> {
  const random = seededRandom(0);
  const ask = openAsk({ tenant, random, tally: world.tally, trace: () => {}, mayFail: true });
  const bodies = await listAll(async (query) => (await ask.read(`${list}?${query}`)).body, PAGE);
  return bodies.map((body) => ({ id: body.id ?? '', version: versionOf(body.meta?.version), body }));
}

interface Listed {
  readonly id: string;
  readonly version: number;
  readonly body: ScimBody;
}

async function auditUsers(modelled: Modelled): Promise<void> {
  const { world, workers } = modelled;
  const users = await listed(modelled, '/Users');
  const found = users
    .filter(({ id }) => !world.residents.has(id))
    .map(({ id, version, body }) => ({ id, version, ...userIn(body) }));
  const wanted = workers.flatMap(({ users }) =>
    users.map(({ id, version, state }) => ({ id, version, ...state })),
  );
  expect(byId(found)).toEqual(byId(wanted));
  const residents = users.filter(({ id }) => world.residents.has(id));
  expect(new Map(residents.map(({ id, body }) => [id, body.userName ?? '']))).toEqual(world.residents);
  expect(residents.length).toBe(world.residents.size);
}

async function auditGroups(modelled: Modelled): Promise<void> {
  const { world, workers } = modelled;
  const groups = await listed(modelled, '/Groups');
  const found = groups.map(({ id, version, body }) => ({ id, version, state: groupIn(body) }));
  const shared = found.filter(({ id }) => world.sharedGroups.some((group) => group.id === id));
  const open = found.find(({ id }) => id === world.openGroup);
  const own = found.filter((group) => group !== open && !shared.includes(group));
  const wanted = workers.flatMap(({ groups }) =>
    groups.map(({ id, version, state }) => ({ id, version, state })),
  );
  expect(byId(own)).toEqual(byId(wanted));
  const live = new Set([
    ...world.residents.keys(),
    ...workers.flatMap(({ users }) => users.map(({ id }) => id)),
  ]);
  expect(open?.state.displayName).toBe('Open');
  expect([...(open?.state.members ?? [])].filter((id) => !live.has(id))).toEqual([]);
  expect(shared.length).toBe(world.sharedGroups.length);
  for (const { id, version, state } of shared) {
    const group = world.sharedGroups.find((group) => group.id === id);
    expect(state.displayName).toBe(group?.displayName);
    expect(version).toBeGreaterThanOrEqual(group?.version ?? Infinity);
    const members = workers.flatMap(({ inShared }) => [...(inShared.get(id) ?? [])]);
    expect([...state.members].toSorted()).toEqual(members.toSorted());
  }
}

/** Looks for orphaned rows, which no answer shows. */
async function auditRows(sql: Sql): Promise<void> {
  const strays = {
    'an index entry without its resource': `
      select e.* from index_entries e
      left join resources r on r.tenant_id = e.tenant_id and r.id = e.id where r.id is null`,
    'a resource without the entry of its unique name': `
      select r.* from resources r
      left join index_entries e on e.tenant_id = r.tenant_id and e.id = r.id and e.is_unique where e.id is null`,
    'a unique key that occurs twice': `
      select tenant_id, type, path, key from index_entries where is_unique
      group by tenant_id, type, path, key having count(*) > 1`,
    'a unique path of a resource with two keys': `
      select tenant_id, id, path from index_entries where is_unique
      group by tenant_id, id, path having count(*) > 1`,
    'a membership without its group': `
      select m.* from members m
      left join resources r on r.tenant_id = m.tenant_id and r.id = m.group_id where r.id is null`,
    'a membership without its member': `
      select m.* from members m
      left join resources r on r.tenant_id = m.tenant_id and r.id = m.member_id where r.id is null`,
    'a deleted resource that still exists': `
      select d.* from deleted_ids d
      join resources r on r.tenant_id = d.tenant_id and r.id = d.id`,
  };
  const found = await Promise.all(
    Object.entries(strays).map(async ([what, query]) => ({ what, rows: await sql.run(query) })),
  );
  expect(found.filter(({ rows }) => rows.length > 0)).toEqual([]);
}

/** Checks that each write has its events in order, and that each event has its write. */
async function auditEvents({ world, workers }: Modelled, sql: Sql): Promise<void> {
  const rows = await sql.run('select type, resource_id, data from events order by seq');
  const told = new Map<string, string[]>();
  const toldOfShared = new Map<string, string[]>();
  for (const { type, resource_id: id, data } of rows) {
    const { members = [] } = JSON.parse(String(data)) as { members?: readonly string[] };
    const line = [String(type), ...members.toSorted()].join(' ');
    told.set(String(id), [...(told.get(String(id)) ?? []), line]);
    for (const member of members) {
      const key = `${String(id)} ${member}`;
      toldOfShared.set(key, [...(toldOfShared.get(key) ?? []), String(type).replace('group.members.', '')]);
    }
  }
  const owned = workers.flatMap(({ users, groups, deleted }) => [
    ...users,
    ...groups,
    ...deleted.users,
    ...deleted.groups,
  ]);
  for (const { id, events } of owned) {
    // The order of events within one commit does not matter.
    expect({ id, events: chunked(told.get(id) ?? [], events) }).toEqual({
      id,
      events: events.map((commit) => commit.toSorted()),
    });
  }
  const wanted = workers.flatMap(({ sharedEvents }) => [...sharedEvents]);
  const isShared = (key: string): boolean => world.sharedGroups.some(({ id }) => key.startsWith(`${id} `));
  expect(new Map([...toldOfShared].filter(([key]) => isShared(key)))).toEqual(new Map(wanted));
  const known = new Set([
    ...world.residents.keys(),
    ...world.sharedGroups.map(({ id }) => id),
    world.openGroup,
    ...owned.map(({ id }) => id),
  ]);
  expect([...told].filter(([id]) => !known.has(id))).toEqual([]);
}

/** Splits lines into sorted lists with the lengths of the pattern's lists; the rest is one more list. */
function chunked(
  lines: readonly string[],
  pattern: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  let at = 0;
  const chunks = pattern.map(({ length }) => {
    at += length;
    return lines.slice(at - length, at).toSorted();
  });
  return at < lines.length ? [...chunks, lines.slice(at)] : chunks;
}

function byId<Item extends { readonly id: string }>(list: readonly Item[]): readonly Item[] {
  return list.toSorted((left, right) => (left.id < right.id ? -1 : 1));
}
