import { engines } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTarget } from './conformance/open-target.fixture.ts';
import { listAll } from './list-all.fixture.ts';
import { seededRandom } from './model/seeded-random.fixture.ts';
import { patchBody } from './patch-body.fixture.ts';
import { tenantClient } from './tenant-client.fixture.ts';

// MODEL_SEED repeats a run, as far as the timing of the host allows.
const SEED = Number(process.env['MODEL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const WORKERS = 6;
const OPERATIONS = 40;
const GROUPS = 8;

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const MANAGER = `${ENTERPRISE}:manager`;

/** The attributes of a user or group that the test reads. */
interface Shown {
  readonly id: string;
  readonly [ENTERPRISE]?: { readonly manager?: { readonly value: string } };
  readonly groups?: readonly { readonly value: string; readonly display: string; readonly type: string }[];
  readonly members?: readonly { readonly value: string }[];
  readonly displayName: string;
}

interface Answer extends Shown {
  readonly Resources?: readonly Shown[];
  readonly totalResults?: number;
}

/** A user that only one worker changes, with the manager that it assigned, and the time of the acknowledgement. */
interface Own {
  readonly id: string;
  manager: string | undefined;
  assigned: number;
}

describe.each(engines)(
  'managers and groups of users that are created and deleted concurrently on $name',
  (engine) => {
    let target: Awaited<ReturnType<typeof openTarget>>;
    beforeAll(async () => {
      target = await openTarget(engine);
    });
    afterAll(() => target.close());

    const send = async (method: string, path: string, body?: object): Promise<Answer> => {
      const answer = await tenantClient(target.tenantUrl, target.secretToken).send(method, path, body);
      const text = await answer.text();
      expect({ method, path, text, isDone: answer.ok }).toMatchObject({ isDone: true });
      return JSON.parse(text === '' ? '{}' : text) as Answer; // as the conformance suite checks
    };

    it(`are as written, and do not refer to users deleted before: MODEL_SEED=${SEED}`, async () => {
      let time = 0;
      const now = (): number => (time += 1);
      const known: string[] = [];
      const own: Own[] = [];
      /** When the deletion of each user began. */
      const leaving = new Map<string, number>();
      const groups = await Promise.all(
        Array.from({ length: GROUPS }, async (_, at) => {
          const { id } = await send('POST', '/Groups', { schemas: [GROUP], displayName: `Group ${at}` });
          return id;
        }),
      );

      const work = async (number: number): Promise<void> => {
        const random = seededRandom(SEED + number);
        const mine: Own[] = [];
        const create = async (at: number): Promise<void> => {
          const manager = known.length > 0 && random.chance(0.7) ? random.pick(known) : undefined;
          const { id } = await send('POST', '/Users', {
            schemas: [USER, ENTERPRISE],
            userName: `worker-${number}-${at}`,
            ...(manager !== undefined && { [ENTERPRISE]: { manager: { value: manager } } }),
          });
          const made: Own = { id, manager, assigned: now() };
          mine.push(made);
          own.push(made);
          known.push(id);
        };
        const assign = async (user: Own): Promise<void> => {
          const manager = random.chance(0.8) ? random.pick(known) : undefined;
          const op = { op: manager === undefined ? 'remove' : 'replace', path: MANAGER, value: manager };
          await send('PATCH', `/Users/${user.id}`, patchBody(op));
          Object.assign(user, { manager, assigned: now() });
        };
        const remove = async (user: Own): Promise<void> => {
          mine.splice(mine.indexOf(user), 1);
          own.splice(own.indexOf(user), 1);
          leaving.set(user.id, now());
          await send('DELETE', `/Users/${user.id}`);
        };
        const join = async (): Promise<void> => {
          const value = [{ value: random.chance(0.4) ? random.pick(groups) : random.pick(known) }];
          const op = random.chance(0.8) ? 'add' : 'remove';
          await send('PATCH', `/Groups/${random.pick(groups)}`, patchBody({ op, path: 'members', value }));
        };
        for (let at = 0; at < OPERATIONS; at += 1) {
          const choice = random.below(10);
          if (mine.length === 0 || choice < 3) await create(at);
          else if (choice < 5) await assign(random.pick(mine));
          else if (choice < 7) await remove(random.pick(mine));
          else await join();
        }
      };
      await Promise.all(Array.from({ length: WORKERS }, (_, number) => work(number)));

      const listed = await listAll((query) => send('GET', `/Users?${query}`), 100);
      const users = listed.filter(({ id }) => known.includes(id));
      expect(users.map(({ id }) => id).toSorted()).toEqual(own.map(({ id }) => id).toSorted());
      for (const { id, [ENTERPRISE]: extension } of users) {
        const wanted = own.find((user) => user.id === id);
        const left = leaving.get(wanted?.manager ?? '');
        const isGone = left !== undefined && left > (wanted?.assigned ?? 0);
        // A manager who was assigned during or after their deletion may stay as an unknown id.
        const allowed = isGone
          ? [undefined]
          : left === undefined
            ? [wanted?.manager]
            : [wanted?.manager, undefined];
        expect(allowed).toContain(extension?.manager?.value);
      }

      const all = await listAll((query) => send('GET', `/Groups?${query}`), 100);
      for (const { id, groups: shown = [] } of users) {
        const direct = all.filter(({ members = [] }) => members.some(({ value }) => value === id));
        const reached = new Set(direct);
        for (const inner of reached) {
          for (const outer of all)
            if (outer.members?.some(({ value }) => value === inner.id)) reached.add(outer);
        }
        expect(shown.map(({ value, display, type }) => [value, display, type]).toSorted()).toEqual(
          [...reached]
            .map((group) => [group.id, group.displayName, direct.includes(group) ? 'direct' : 'indirect'])
            .toSorted(),
        );
      }
    });
  },
);
