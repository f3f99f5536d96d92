import { expect } from 'vitest';
import { bicGroup } from '../bic-user.fixture.ts';
import type { Answer, Answered } from './ask.fixture.ts';
import { chooseName } from './choose-name.fixture.ts';
import { groupIn } from './group-in.fixture.ts';
import { addOperation, removeOperation } from './member-operations.fixture.ts';
import type { Hold } from './name-ledger.fixture.ts';
import type { Operation } from './operation.fixture.ts';
import { patchBody } from '../patch-body.fixture.ts';
import { versionOf } from './version-of.fixture.ts';
import type { GroupState, Owned, Worker, World } from './world.fixture.ts';

type OwnGroup = Owned<GroupState>;

interface GroupWrite {
  readonly method: 'PATCH' | 'PUT';
  readonly body: object;
  readonly after: GroupState;
  readonly ifMatch?: number;
}

const MAX_MEMBERS = 6;

/** The operations of a worker on its own groups. */
export function groupOperations(world: World, worker: Worker): readonly Operation[] {
  const { random, ask, users, groups, fresh } = worker;
  const about = (run: (group: OwnGroup) => Promise<void>) => async (): Promise<void> => {
    if (groups.length > 0) await run(random.pick(groups));
  };
  const someUsers = (): readonly string[] => random.some(users, MAX_MEMBERS).map(({ id }) => id);
  const chooseGroupName = (): string => `Group ${chooseName(worker)}`;

  const create = async (): Promise<void> => {
    const displayName = chooseGroupName();
    const externalId = `external-${worker.number}-${fresh()}`;
    const members = new Set(random.chance(0.5) ? someUsers() : []);
    const state: GroupState = { displayName, externalId, members };
    const hold = world.groupNames.ask(displayName);
    const answer = await ask.write('POST', '/Groups', groupBody(state));
    const found = answer.kind === 'unknown' ? await findCreated(state) : answer;
    if (found === undefined) return world.groupNames.withdraw(hold);
    if (found.status === 409) return world.groupNames.refuse(hold);
    if (answer.kind === 'answered') expect(found.status).toBe(201);
    const { id = '' } = found.body;
    expect(id).not.toBe('');
    expect(groupIn(found.body)).toEqual(state);
    world.groupNames.confirm(hold, id);
    groups.push({
      id,
      state,
      version: 1,
      hold,
      events: [['group.created', ...memberEvents(new Set(), members)]],
    });
  };

  const findCreated = async (state: GroupState): Promise<Answered | undefined> => {
    await world.settled();
    const answer = await find(state.displayName);
    const body = answer.body.Resources?.find(({ externalId }) => externalId === state.externalId);
    return body && { ...answer, body, version: undefined };
  };

  const find = async (displayName: string): Promise<Answered> => {
    const check = world.groupNames.look(displayName);
    const answer = await ask.read(`/Groups?filter=${encodeURIComponent(`displayName eq "${displayName}"`)}`);
    expect(answer.status).toBe(200);
    check((answer.body.Resources ?? []).map(({ id = '' }) => id));
    return answer;
  };

  const seen = async (group: OwnGroup): Promise<{ state: GroupState; version: number }> => {
    const answer = await ask.read(`/Groups/${group.id}`);
    expect(answer.status).toBe(200);
    return { state: groupIn(answer.body), version: versionOf(answer.body.meta?.version) };
  };

  const read = async (group: OwnGroup): Promise<void> => {
    expect(await seen(group)).toEqual({ state: group.state, version: group.version });
  };

  const change = async (group: OwnGroup, { method, body, after, ifMatch }: GroupWrite): Promise<void> => {
    const before = group.state;
    const isRenamed = before.displayName.toLowerCase() !== after.displayName.toLowerCase();
    const next = isRenamed ? world.groupNames.ask(after.displayName) : undefined;
    if (next !== undefined) world.groupNames.leave(group.hold);
    const answer = await ask.write(method, `/Groups/${group.id}`, body, ifMatch);
    if (next === undefined && answer.kind === 'answered') expect(answer.status).not.toBe(409);
    const wasDone = await isDone(group, method, after, answer);
    if (next !== undefined) moveName(group, next, answer, wasDone);
    if (!wasDone) return;
    const events = eventsOf(before, after);
    if (events.length > 0) group.events.push([...events]);
    group.version += events.length > 0 ? 1 : 0;
    group.state = after;
    if (random.chance(0.5)) await read(group);
  };

  const isDone = async (
    group: OwnGroup,
    method: 'PATCH' | 'PUT',
    after: GroupState,
    answer: Answer,
  ): Promise<boolean> => {
    const grown = group.version + (eventsOf(group.state, after).length > 0 ? 1 : 0);
    if (answer.kind === 'answered') {
      if (answer.status === 409) return false;
      expect(answer.status).toBe(method === 'PUT' ? 200 : 204);
      expect(answer.version).toBe(grown);
      if (method === 'PUT') expect(groupIn(answer.body)).toEqual(after);
      return true;
    }
    await world.settled();
    const found = await seen(group);
    const wasDone = found.version === grown;
    expect(found).toEqual(
      wasDone ? { state: after, version: grown } : { state: group.state, version: group.version },
    );
    return wasDone;
  };

  const moveName = (group: OwnGroup, next: Hold, answer: Answer, wasDone: boolean): void => {
    if (wasDone) {
      world.groupNames.leftBehind(group.hold);
      world.groupNames.confirm(next, group.id);
      group.hold = next;
      return;
    }
    world.groupNames.stay(group.hold);
    if (answer.kind === 'answered') world.groupNames.refuse(next);
    else world.groupNames.withdraw(next);
  };

  const rename = (group: OwnGroup): Promise<void> => {
    const displayName = chooseGroupName();
    const body = patchBody({ op: 'Replace', path: 'displayName', value: displayName });
    return change(group, { method: 'PATCH', body, after: { ...group.state, displayName } });
  };

  const add = async (group: OwnGroup): Promise<void> => {
    const ids = someUsers();
    if (ids.length === 0) return;
    const members = new Set([...group.state.members, ...ids]);
    const ifMatch = random.chance(0.3) ? { ifMatch: group.version } : {};
    // A late request must not bring a deleted user back.
    const late = random.some(worker.deleted.users, random.chance(0.3) ? 1 : 0).map(({ id }) => id);
    const again = ids.slice(0, random.below(2));
    const body = patchBody(addOperation([...ids, ...late, ...again]));
    await change(group, { method: 'PATCH', body, after: { ...group.state, members }, ...ifMatch });
  };

  const removeMembers = async (group: OwnGroup): Promise<void> => {
    // Some members, and perhaps a user who is not a member.
    const ids = [
      ...new Set([...random.some([...group.state.members], MAX_MEMBERS), ...someUsers().slice(0, 1)]),
    ];
    if (ids.length === 0) return;
    const members = new Set([...group.state.members].filter((id) => !ids.includes(id)));
    const operations = removeOperation(ids, random);
    await change(group, {
      method: 'PATCH',
      body: patchBody(...operations),
      after: { ...group.state, members },
    });
  };

  const replaceMembers = async (group: OwnGroup): Promise<void> => {
    const ids = someUsers();
    if (ids.length === 0) return;
    const body = patchBody({ op: 'replace', path: 'members', value: ids.map((value) => ({ value })) });
    await change(group, { method: 'PATCH', body, after: { ...group.state, members: new Set(ids) } });
  };

  const replace = async (group: OwnGroup): Promise<void> => {
    const displayName = random.chance(0.5) ? group.state.displayName : chooseGroupName();
    const after: GroupState = { ...group.state, displayName, members: new Set(someUsers()) };
    await change(group, { method: 'PUT', body: groupBody(after), after });
  };

  const remove = async (group: OwnGroup): Promise<void> => {
    world.groupNames.leave(group.hold);
    const answer = await ask.write('DELETE', `/Groups/${group.id}`);
    if (answer.kind === 'answered') expect(answer.status).toBe(204);
    else await world.settled();
    const { status } = await ask.read(`/Groups/${group.id}`);
    if (answer.kind === 'unknown' && status === 200) {
      world.groupNames.stay(group.hold);
      return read(group);
    }
    expect(status).toBe(404);
    world.groupNames.leftBehind(group.hold);
    group.events.push(['group.deleted']);
    groups.splice(groups.indexOf(group), 1);
    worker.deleted.groups.push(group);
  };

  const refuseStale = async (group: OwnGroup): Promise<void> => {
    const body = patchBody(addOperation(['nobody']));
    const answer = await ask.write('PATCH', `/Groups/${group.id}`, body, group.version + 1);
    if (answer.kind === 'answered') expect(answer.status).toBe(412);
    await read(group);
  };

  return [
    { weight: 2, run: create },
    { weight: 2, run: about(rename) },
    { weight: 4, run: about(add) },
    { weight: 3, run: about(removeMembers) },
    { weight: 2, run: about(replaceMembers) },
    { weight: 1, run: about(replace) },
    { weight: 1, run: about(remove) },
    { weight: 2, run: about(read) },
    { weight: 1, run: about(refuseStale) },
    {
      weight: 1,
      run: async () => {
        await find(
          groups.length > 0 && random.chance(0.5) ? random.pick(groups).state.displayName : chooseGroupName(),
        );
      },
    },
  ];
}

function groupBody({ displayName, externalId, members }: GroupState): object {
  return { ...bicGroup(displayName), externalId, members: [...members].map((value) => ({ value })) };
}

function eventsOf(before: GroupState, after: GroupState): readonly string[] {
  const isUpdated = before.displayName !== after.displayName || before.externalId !== after.externalId;
  return [...(isUpdated ? ['group.updated'] : []), ...memberEvents(before.members, after.members)];
}

function memberEvents(before: ReadonlySet<string>, after: ReadonlySet<string>): readonly string[] {
  const added = [...after].filter((id) => !before.has(id)).toSorted();
  const removed = [...before].filter((id) => !after.has(id)).toSorted();
  return [
    ...(removed.length > 0 ? [`group.members.removed ${removed.join(' ')}`] : []),
    ...(added.length > 0 ? [`group.members.added ${added.join(' ')}`] : []),
  ];
}
