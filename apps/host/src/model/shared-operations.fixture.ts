import { expect } from 'vitest';
import type { Answer } from './ask.fixture.ts';
import { groupIn } from './group-in.fixture.ts';
import { addOperation, removeOperation } from './member-operations.fixture.ts';
import type { Operation } from './operation.fixture.ts';
import { patchBody } from '../patch-body.fixture.ts';
import { versionOf } from './version-of.fixture.ts';
import type { SharedGroup, Worker, World } from './world.fixture.ts';

const MAX_MEMBERS = 4;

/** The operations of a worker on groups that all workers write to. Only one worker writes each membership. */
export function sharedOperations(world: World, worker: Worker): readonly Operation[] {
  const { random, ask, users, inShared, sharedEvents } = worker;
  const ownIn = (group: SharedGroup): Set<string> => {
    const own = inShared.get(group.id) ?? new Set<string>();
    inShared.set(group.id, own);
    return own;
  };

  /** The worker's users, deleted ones too, that an answer shows as members. */
  const readOwn = async (group: SharedGroup): Promise<ReadonlySet<string>> => {
    const atLeast = group.version;
    const answer = await ask.read(`/Groups/${group.id}`);
    expect(answer.status).toBe(200);
    const version = versionOf(answer.body.meta?.version);
    expect(version).toBeGreaterThanOrEqual(atLeast);
    const { displayName, members } = groupIn(answer.body);
    if (group.renamedBy === worker.number) expect(displayName).toBe(group.displayName);
    expect([...members].filter((id) => !world.knownIds.has(id))).toEqual([]);
    const own = new Set([...users, ...worker.deleted.users].map(({ id }) => id));
    return new Set([...members].filter((id) => own.has(id)));
  };

  const read = async (group: SharedGroup): Promise<void> => {
    expect(await readOwn(group)).toEqual(ownIn(group));
  };

  const note = (group: SharedGroup, id: string, what: 'added' | 'removed'): void => {
    const key = `${group.id} ${id}`;
    sharedEvents.set(key, [...(sharedEvents.get(key) ?? []), what]);
  };

  /** Checks that a request was carried out completely or not at all. */
  const settle = async (group: SharedGroup, wanted: ReadonlySet<string>): Promise<boolean> => {
    await world.settled();
    const found = await readOwn(group);
    const wasDone = found.size === wanted.size && [...found].every((id) => wanted.has(id));
    expect(found).toEqual(wasDone ? wanted : ownIn(group));
    return wasDone;
  };

  const checkVersion = (group: SharedGroup, answer: Answer, atLeast: number, isChange: boolean): void => {
    if (answer.kind === 'unknown') return;
    expect(answer.status).toBe(204);
    expect(answer.version).toBeGreaterThanOrEqual(atLeast + (isChange ? 1 : 0));
    group.version = Math.max(group.version, answer.version ?? 0);
  };

  const write = async (group: SharedGroup, wanted: ReadonlySet<string>, body: object): Promise<void> => {
    const own = ownIn(group);
    const added = [...wanted].filter((id) => !own.has(id));
    const removed = [...own].filter((id) => !wanted.has(id));
    const atLeast = group.version;
    const answer = await ask.write('PATCH', `/Groups/${group.id}`, body);
    checkVersion(group, answer, atLeast, added.length + removed.length > 0);
    if (answer.kind === 'unknown' && !(await settle(group, wanted))) return;
    for (const id of added) note(group, id, 'added');
    for (const id of removed) note(group, id, 'removed');
    inShared.set(group.id, new Set(wanted));
    if (random.chance(0.3)) await read(group);
  };

  const add = async (group: SharedGroup): Promise<void> => {
    const ids = random.some(users, MAX_MEMBERS).map(({ id }) => id);
    if (ids.length > 0) await write(group, new Set([...ownIn(group), ...ids]), patchBody(addOperation(ids)));
  };

  const remove = async (group: SharedGroup): Promise<void> => {
    const ids = random.some([...ownIn(group)], MAX_MEMBERS);
    if (ids.length === 0) return;
    const wanted = new Set([...ownIn(group)].filter((id) => !ids.includes(id)));
    await write(group, wanted, patchBody(...removeOperation(ids, random)));
  };

  const rename = async (group: SharedGroup): Promise<void> => {
    if (group.renamedBy !== worker.number) return read(group);
    const displayName = `Shared ${group.renamedBy} ${worker.fresh()}`;
    const atLeast = group.version;
    const body = patchBody({ op: 'Replace', path: 'displayName', value: displayName });
    const answer = await ask.write('PATCH', `/Groups/${group.id}`, body);
    checkVersion(group, answer, atLeast, true);
    if (answer.kind === 'unknown') {
      await world.settled();
      const found = (await ask.read(`/Groups/${group.id}`)).body.displayName;
      if (found === group.displayName) return;
      expect(found).toBe(displayName);
    }
    group.displayName = displayName;
    await read(group);
  };

  /** Changes members while they are deleted: in either order, a deleted user is not a member afterwards. */
  const changeOpen = async (): Promise<void> => {
    const ids = [...new Set([...world.leavingIds, ...random.some([...world.knownIds], 2)])];
    const operations = random.chance(0.8) ? [addOperation(ids)] : removeOperation(ids, random);
    const answer = await ask.write('PATCH', `/Groups/${world.openGroup}`, patchBody(...operations));
    if (answer.kind === 'answered') expect(answer.status).toBe(204);
  };

  const about = (run: (group: SharedGroup) => Promise<void>) => () => run(random.pick(world.sharedGroups));
  return [
    { weight: 6, run: about(add) },
    { weight: 4, run: about(remove) },
    { weight: 2, run: about(rename) },
    { weight: 2, run: about(read) },
    { weight: 4, run: changeOpen },
  ];
}
