import { expect } from 'vitest';
import { bicUser } from '../bic-user.fixture.ts';
import type { Answer, Answered } from './ask.fixture.ts';
import { chooseName } from './choose-name.fixture.ts';
import type { Hold } from './name-ledger.fixture.ts';
import type { Operation } from './operation.fixture.ts';
import { patchBody, type PatchOperation } from '../patch-body.fixture.ts';
import { userIn } from './user-in.fixture.ts';
import { versionOf } from './version-of.fixture.ts';
import type { Owned, UserState, Worker, World } from './world.fixture.ts';

type OwnUser = Owned<UserState>;

interface UserWrite {
  readonly method: 'PATCH' | 'PUT';
  readonly body: object;
  readonly after: UserState;
  readonly ifMatch?: number;
}

/** The operations of a worker on its own users. */
export function userOperations(world: World, worker: Worker): readonly Operation[] {
  const { random, ask, users, fresh } = worker;
  const about = (run: (user: OwnUser) => Promise<void>) => async (): Promise<void> => {
    if (users.length > 0) await run(random.pick(users));
  };

  const create = async (): Promise<void> => {
    const userName = chooseName(worker);
    // A user of another worker with the same name has a different mail.
    const mail = `${worker.number}.${fresh()}@contoso.example`;
    const state: UserState = { userName, displayName: userName, active: true, mail };
    const hold = world.userNames.ask(userName);
    const answer = await ask.write('POST', '/Users', userBody(state));
    const found = answer.kind === 'unknown' ? await findCreated(state) : answer;
    if (found === undefined) return world.userNames.withdraw(hold);
    if (found.status === 409) return world.userNames.refuse(hold);
    if (answer.kind === 'answered') expect(found.status).toBe(201);
    const { id = '' } = found.body;
    expect(id).not.toBe('');
    expect(userIn(found.body)).toEqual(state);
    expect(versionIn(found)).toBe(1);
    world.userNames.confirm(hold, id);
    expect(world.knownIds.has(id)).toBe(false);
    world.knownIds.add(id);
    world.liveIds.add(id);
    users.push({ id, state, version: 1, hold, events: [['user.created']] });
  };

  const findCreated = async (state: UserState): Promise<Answered | undefined> => {
    await world.settled();
    const answer = await find(state.userName);
    const body = answer.body.Resources?.find((resource) => userIn(resource).mail === state.mail);
    return body && { ...answer, body, version: undefined };
  };

  const find = async (userName: string): Promise<Answered> => {
    const check = world.userNames.look(userName);
    const answer = await ask.read(`/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`);
    expect(answer.status).toBe(200);
    const found = answer.body.Resources ?? [];
    expect(answer.body.totalResults).toBe(found.length);
    check(found.map(({ id = '' }) => id));
    return answer;
  };

  const read = async (user: OwnUser): Promise<void> => {
    const answer = await ask.read(`/Users/${user.id}`);
    expect(answer.status).toBe(200);
    expect({ state: userIn(answer.body), version: versionIn(answer) }).toEqual({
      state: user.state,
      version: user.version,
    });
  };

  /** Sends a write and records its outcome. */
  const change = async (user: OwnUser, { method, body, after, ifMatch }: UserWrite): Promise<void> => {
    const before = user.state;
    const isRenamed = before.userName.toLowerCase() !== after.userName.toLowerCase();
    const next = isRenamed ? world.userNames.ask(after.userName) : undefined;
    if (next !== undefined) world.userNames.leave(user.hold);
    const answer = await ask.write(method, `/Users/${user.id}`, body, ifMatch);
    if (next === undefined && answer.kind === 'answered') expect(answer.status).not.toBe(409);
    const wasDone = await isDone(user, after, answer);
    if (next !== undefined) await moveName(user, next, answer, wasDone);
    if (!wasDone) return;
    const events = eventsOf(before, after);
    if (events.length > 0) user.events.push([...events]);
    user.version += events.length > 0 ? 1 : 0;
    user.state = after;
    if (random.chance(0.4)) await read(user);
  };

  const isDone = async (user: OwnUser, after: UserState, answer: Answer): Promise<boolean> => {
    const grown = user.version + (eventsOf(user.state, after).length > 0 ? 1 : 0);
    if (answer.kind === 'answered') {
      if (answer.status === 409) return false;
      expect(answer.status).toBe(200);
      expect({ state: userIn(answer.body), version: versionIn(answer) }).toEqual({
        state: after,
        version: grown,
      });
      return true;
    }
    await world.settled();
    const found = await ask.read(`/Users/${user.id}`);
    expect(found.status).toBe(200);
    const wasDone = versionIn(found) === grown;
    expect({ state: userIn(found.body), version: versionIn(found) }).toEqual(
      wasDone ? { state: after, version: grown } : { state: user.state, version: user.version },
    );
    return wasDone;
  };

  const moveName = async (user: OwnUser, next: Hold, answer: Answer, wasDone: boolean): Promise<void> => {
    if (wasDone) {
      world.userNames.leftBehind(user.hold);
      world.userNames.confirm(next, user.id);
      user.hold = next;
      return;
    }
    world.userNames.stay(user.hold);
    if (answer.kind === 'answered') world.userNames.refuse(next);
    else world.userNames.withdraw(next);
  };

  const patch = (user: OwnUser, changes: Partial<UserState>, ifMatch?: number): Promise<void> => {
    const operations = Object.entries(changes).map(([name, value]) => patchOperation(name, value));
    const after = { ...user.state, ...changes };
    return change(user, {
      method: 'PATCH',
      body: patchBody(...operations),
      after,
      ...(ifMatch !== undefined && { ifMatch }),
    });
  };

  /** A PATCH in one of Entra's two dialects. */
  const patchOperation = (name: string, value: string | boolean): PatchOperation => {
    const path = name === 'mail' ? 'emails[type eq "work"].value' : name;
    if (random.chance(0.5)) return { op: 'replace', value: { [path]: value } };
    return { op: 'Replace', path, value: typeof value === 'boolean' ? (value ? 'True' : 'False') : value };
  };

  const remove = async (user: OwnUser): Promise<void> => {
    world.userNames.leave(user.hold);
    world.deletions.begun += 1;
    world.liveIds.delete(user.id);
    world.leavingIds.add(user.id);
    const answer = await ask.write('DELETE', `/Users/${user.id}`);
    if (answer.kind === 'answered') expect(answer.status).toBe(204);
    else await world.settled();
    world.deletions.over += 1;
    world.leavingIds.delete(user.id);
    const { status } = await ask.read(`/Users/${user.id}`);
    if (answer.kind === 'unknown' && status === 200) {
      world.userNames.stay(user.hold);
      world.liveIds.add(user.id);
      return read(user);
    }
    expect(status).toBe(404);
    world.userNames.leftBehind(user.hold);
    user.events.push(['user.deleted']);
    users.splice(users.indexOf(user), 1);
    worker.deleted.users.push(user);
    for (const members of worker.inShared.values()) members.delete(user.id);
    for (const group of worker.groups) {
      if (!group.state.members.has(user.id)) continue;
      const members = new Set([...group.state.members].filter((id) => id !== user.id));
      group.state = { ...group.state, members };
      group.version += 1;
    }
  };

  const replace = async (user: OwnUser): Promise<void> => {
    const after = {
      ...user.state,
      displayName: `Replaced ${fresh()}`,
      active: random.chance(0.5),
      ...(random.chance(0.3) && { userName: chooseName(worker) }),
    };
    await change(user, { method: 'PUT', body: userBody(after), after });
  };

  const refuseStale = async (user: OwnUser): Promise<void> => {
    const stale = random.chance(0.5) ? user.version + 1 : user.version - 1;
    const body = patchBody({ op: 'replace', path: 'displayName', value: 'Never' });
    const answer = await ask.write('PATCH', `/Users/${user.id}`, body, stale);
    if (answer.kind === 'answered') expect(answer.status).toBe(412);
    await read(user);
  };

  const missDeleted = async (): Promise<void> => {
    if (worker.deleted.users.length === 0) return;
    const { id } = random.pick(worker.deleted.users);
    expect((await ask.read(`/Users/${id}`)).status).toBe(404);
    const body = patchBody({ op: 'Replace', path: 'active', value: 'True' });
    const answer = await ask.write('PATCH', `/Users/${id}`, body);
    if (answer.kind === 'answered') expect(answer.status).toBe(404);
  };

  return [
    { weight: 5, run: create },
    { weight: 3, run: about((user) => patch(user, { active: random.chance(0.5) })) },
    { weight: 3, run: about((user) => patch(user, { displayName: `Named ${fresh()}` })) },
    {
      weight: 2,
      run: about((user) => patch(user, { active: random.chance(0.5), mail: `${fresh()}@fabrikam.example` })),
    },
    { weight: 4, run: about((user) => patch(user, { userName: chooseName(worker) })) },
    { weight: 2, run: about((user) => patch(user, { displayName: `Matched ${fresh()}` }, user.version)) },
    { weight: 3, run: about(replace) },
    { weight: 3, run: about(remove) },
    { weight: 3, run: about(read) },
    {
      weight: 4,
      run: async () => {
        await find(
          users.length > 0 && random.chance(0.5) ? random.pick(users).state.userName : chooseName(worker),
        );
      },
    },
    { weight: 1, run: about(refuseStale) },
    { weight: 1, run: missDeleted },
  ];
}

/** The body of a user in this state. */
function userBody({ userName, displayName, active, mail }: UserState): object {
  return bicUser(userName, { displayName, active, emails: [{ primary: true, type: 'work', value: mail }] });
}

/** The version in an answer; fails if ETag and body differ. */
function versionIn({ version, body }: Answered): number {
  const inBody = versionOf(body.meta?.version);
  expect(version ?? inBody).toBe(inBody);
  return inBody;
}

function eventsOf(before: UserState, after: UserState): readonly string[] {
  const isOtherwiseChanged =
    before.userName !== after.userName ||
    before.displayName !== after.displayName ||
    before.mail !== after.mail;
  return [
    ...(before.active === after.active ? [] : [after.active ? 'user.enabled' : 'user.disabled']),
    ...(isOtherwiseChanged ? ['user.updated'] : []),
  ];
}
