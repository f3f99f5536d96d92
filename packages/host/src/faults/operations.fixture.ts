import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import { GROUP, USER } from '@scimwright/core/schema';
import { expect } from 'vitest';
import type { Answer, FaultyHost, Kept, Sent } from './faulty-host.fixture.ts';

/** A request of Entra, prepared for a tenant. */
export interface Prepared {
  readonly sent: Sent;
  /**
   * The numbers of stored traces: the resource, its index entries, its event and its log entry. Either all are 0 or all
   * are 1.
   */
  readonly traces: (kept: Kept) => Promise<readonly number[]>;
}

/** An operation of Entra that can be repeated, each time on new people and groups. */
export interface Operation {
  readonly name: string;
  /** The status while the database works. */
  readonly success: number;
  /** The status when it is sent again. */
  readonly again: number;
  readonly writes: boolean;
  prepare(faulty: FaultyHost): Promise<Prepared>;
}

const patch = (...Operations: readonly JsonObject[]) => ({ schemas: [PATCH_OP], Operations });
const user = (userName: string) => ({ schemas: [USER], userName, active: true });
const newName = (): string => `${randomUUID()}@contoso.example`;
const byName = (userName: string): Sent => ({
  path: `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`,
});
const nothing = async (): Promise<readonly number[]> => [];

function count<Item>(items: readonly Item[], is: (item: Item) => boolean): number {
  return items.filter(is).length;
}

/** The number of users that the index finds by a name. */
async function found({ send }: FaultyHost, userName: string): Promise<number> {
  const answer = await send(byName(userName));
  expect(answer).toMatchObject({ status: 200 });
  return Number(answer.body['totalResults']);
}

async function renaming(faulty: FaultyHost, request: (id: string, name: string) => Sent): Promise<Prepared> {
  const id = await faulty.make('/Users', user(newName()));
  const name = newName();
  const sent = request(id, name);
  return {
    sent,
    traces: async ({ users, events, log }) => [
      count(users, (each) => each['id'] === id && each['userName'] === name),
      await found(faulty, name),
      count(events, ({ type, resourceId }) => type === 'user.updated' && resourceId === id),
      count(log, (entry) => entry.method === sent.method && entry.resourceId === id && entry.status === 200),
    ],
  };
}

const create: Operation = {
  name: 'create',
  success: 201,
  again: 409,
  writes: true,
  async prepare(faulty) {
    const name = newName();
    return {
      sent: { method: 'POST', path: '/Users', body: user(name) },
      traces: async ({ users, events, log }) => {
        const ids = users.filter(({ userName }) => userName === name).map(({ id }) => id);
        return [
          ids.length,
          await found(faulty, name),
          count(events, ({ data }) => JSON.stringify(data).includes(name)),
          count(log, ({ subject, status }) => subject === name && status === 201),
        ];
      },
    };
  },
};

const replaceName: Operation = {
  name: 'PATCH',
  success: 200,
  again: 200,
  writes: true,
  prepare: (faulty) =>
    renaming(faulty, (id, value) => ({
      method: 'PATCH',
      path: `/Users/${id}`,
      body: patch({ op: 'Replace', path: 'userName', value }),
    })),
};

const put: Operation = {
  name: 'PUT',
  success: 200,
  again: 200,
  writes: true,
  prepare: (faulty) =>
    renaming(faulty, (id, name) => ({ method: 'PUT', path: `/Users/${id}`, body: user(name) })),
};

const remove: Operation = {
  name: 'delete',
  success: 204,
  again: 404,
  writes: true,
  async prepare(faulty) {
    const name = newName();
    const id = await faulty.make('/Users', user(name));
    return {
      sent: { method: 'DELETE', path: `/Users/${id}` },
      traces: async ({ users, events, log }) => [
        1 - count(users, (each) => each['id'] === id),
        1 - (await found(faulty, name)),
        count(events, ({ type, resourceId }) => type === 'user.deleted' && resourceId === id),
        count(log, ({ resourceId, status }) => resourceId === id && status === 204),
      ],
    };
  },
};

const addMember: Operation = {
  name: 'member add',
  success: 204,
  again: 204,
  writes: true,
  async prepare(faulty) {
    const member = await faulty.make('/Users', user(newName()));
    const id = await faulty.make('/Groups', { schemas: [GROUP], displayName: newName() });
    return {
      sent: {
        method: 'PATCH',
        path: `/Groups/${id}`,
        body: patch({ op: 'Add', path: 'members', value: [{ value: member }] }),
      },
      traces: async ({ events, log }) => {
        const { body } = await faulty.send({ path: `/Groups/${id}` });
        return [
          Array.isArray(body['members']) ? body['members'].length : 0,
          count(events, ({ type, resourceId }) => type === 'group.members.added' && resourceId === id),
          count(log, ({ resourceId, changed }) => resourceId === id && changed.includes('members')),
        ];
      },
    };
  },
};

/** A read, prepared with an existing user. */
function reading(
  name: string,
  success: number,
  request: (faulty: FaultyHost, id: string, userName: string) => Sent,
): Operation {
  return {
    name,
    success,
    again: success,
    writes: false,
    async prepare(faulty) {
      const userName = newName();
      const id = await faulty.make('/Users', user(userName));
      return { sent: request(faulty, id, userName), traces: nothing };
    },
  };
}

/** The operations that write. */
export const writing: readonly Operation[] = [create, replaceName, put, remove, addMember];

/** All operations. */
export const operations: readonly Operation[] = [
  ...writing,
  reading('filter', 200, (_, __, userName) => byName(userName)),
  reading('GET', 200, (_, id) => ({ path: `/Users/${id}` })),
  reading('list', 200, () => ({ path: '/Users?count=5' })),
  reading('token check', 401, ({ foreignToken: token }) => ({ path: '/Users?count=1', token })),
];

/** Words of databases, drivers and machines, which a client must not see. */
const INTERNAL =
  /postgres|sqlite|127\.0\.0\.1|localhost|password|select|insert|update |ECONN|\d{5}|timeout|\bat \//i;

/** Checks for a 503 that says what to do and reveals nothing internal. */
export function expectAway(answer: Answer): void {
  const { headers, text, body } = answer;
  expect(answer).toMatchObject({ status: 503 });
  expect(headers.get('Retry-After')).toMatch(/^[1-9]\d*$/);
  expect(headers.get('Content-Type')).toMatch(/^application\/scim\+json/);
  expect(body).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '503',
    detail: expect.stringMatching(/database.* again\./),
  });
  expect(text).not.toMatch(INTERNAL);
}
