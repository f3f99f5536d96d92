import { connect } from 'node:net';
import type { Json } from '@scimwright/core';
import { engines } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectHarmless,
  expectRefusal,
  groupNamed,
  openHostile,
  patchOf,
  userNamed,
  type HostileHost,
  type Refusal,
} from './hostile-host.fixture.ts';

const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const bulkOf = (Operations: Json, more = {}) => ({ schemas: [BULK_REQUEST], ...more, Operations });
const post = (bulkId: string, data: Json, path = '/Users') => ({ method: 'POST', path, bulkId, data });

const syntax = { status: 400, scimType: 'invalidSyntax' } as const;

const whole413 = { status: 413 } as const;

/** Requests that the host refuses as a whole. */
const refused: readonly (Refusal & { readonly title: string; readonly body: Json | string })[] = [
  { title: 'a list', body: [], ...syntax, says: ['BulkRequest object'] },
  {
    title: 'too many operations',
    body: bulkOf(Array(100_000).fill(1)),
    ...whole413,
    says: ['at most 1000'],
  },
  {
    title: 'a number in place of operations',
    body: bulkOf(5),
    ...syntax,
    says: ['Operations must be an array'],
  },
  {
    title: 'a list inside the list of operations',
    body: bulkOf([[]]),
    ...syntax,
    says: ['Operations must be an array of objects'],
  },
  {
    title: 'a long path',
    body: bulkOf([{ path: '/'.repeat(100_000) }]),
    ...syntax,
    says: ['Operations[0]: path'],
  },
  { title: 'a long bulkId', body: bulkOf([{ bulkId: 'x'.repeat(9_999) }]), ...syntax, says: ['bulkId must'] },
  { title: 'a lone surrogate in a path', body: '{"path":"\\ud800"}', ...syntax, says: ['schemas must'] },
  {
    title: 'a lone surrogate as a bulkId',
    body: `{"schemas":["${BULK_REQUEST}"],"Operations":[{"bulkId":"\\ud800"}]}`,
    ...syntax,
    says: ['bulkId must'],
  },
  {
    title: 'a failOnErrors that is too large',
    body: `{"schemas":["${BULK_REQUEST}"],"failOnErrors":1e400,"Operations":[]}`,
    ...syntax,
    says: ['failOnErrors must'],
  },
  {
    title: 'a repeated key in an operation',
    body: `{"schemas":["${BULK_REQUEST}"],"Operations":[{"method":"DELETE","Method":"POST"}]}`,
    ...syntax,
    says: ['twice'],
  },
  {
    title: 'a prototype',
    body: `{"schemas":["${BULK_REQUEST}"],"Operations":[{"__proto__":{}}]}`,
    ...syntax,
    says: ['__proto__'],
  },
];

/** Operations that the host refuses in their result. */
const operations: readonly (readonly [title: string, operation: Json, status: string])[] = [
  ['a path that leads out', { method: 'DELETE', path: '/../../other/Users/1' }, '404'],
  ['a path with an encoded slash', { method: 'DELETE', path: '/Users/..%2f..%2fUsers' }, '404'],
  ['a path with NUL', { method: 'DELETE', path: '/Users/%00' }, '400'],
  ['a path that is not UTF-8', { method: 'DELETE', path: '/Users/%ff' }, '400'],
  ['a path with names of a prototype', { method: 'DELETE', path: '/constructor/__proto__' }, '404'],
  ['an id that looks like SQL', { method: 'DELETE', path: "/Users/1' OR '1'='1" }, '404'],
  ['a URL', { method: 'DELETE', path: 'http://127.0.0.1/Users/1' }, '404'],
  ['a method of another protocol', { method: 'PROPFIND', path: '/Users' }, '400'],
  ['a method named like a prototype', { method: '__proto__', path: '/Users' }, '400'],
  ['a bulk request', post('x', bulkOf([post('y', userNamed('nested'))]), '/Bulk'), '400'],
  ['a value that cannot be stored', post('x', userNamed('a\0b')), '400'],
  ['a reference to a prototype', post('x', userNamed('x', { title: 'bulkId:constructor' })), '400'],
  ['an unknown reference', post('x', groupNamed('x', { members: [{ value: 'bulkId:' }] }), '/Groups'), '400'],
  [
    'a path with an open quote',
    {
      method: 'PATCH',
      path: '/Users/1',
      data: patchOf({ op: 'remove', path: `emails[value eq ${'"'.repeat(50_001)}` }),
    },
    '400',
  ],
];

describe.each(engines)('on $name, a bulk request', (engine) => {
  let host: HostileHost;
  beforeAll(async () => {
    host = await openHostile(engine);
  });
  afterAll(() => host.close());

  it.each(refused)('with $title is refused as a whole', async ({ title: _title, body, ...refusal }) => {
    await expectHarmless(host, async () => {
      expectRefusal(await host.send({ path: '/Bulk', body: body as string }), refusal); // the other kinds are sent as JSON
    });
  });

  it.each(operations)('with %s is refused in its result, with the reason', async (_, operation, status) => {
    await expectHarmless(host, async () => {
      const { body, text, ...answer } = await host.send({ path: '/Bulk', body: bulkOf([operation]) });
      expect([answer.status, body['Operations']]).toMatchObject([200, [{ status, response: { status } }]]);
      expect(text.length).toBeLessThan(3_000);
    });
  });

  it('with a long chain and a long cycle of references is answered', async () => {
    await expectHarmless(host, async () => {
      const count = 1_000;
      const groups = (last: string) =>
        Array.from({ length: count }, (_, at) =>
          post(
            `g${at}`,
            groupNamed(`g${at}`, {
              members: [{ value: `bulkId:${at + 1 === count ? last : `g${at + 1}`}` }],
            }),
            '/Groups',
          ),
        );
      for (const [last, allOrNothing] of [
        ['nobody', false],
        ['nobody', true],
      ] as const) {
        const { status, body } = await host.send({
          path: '/Bulk',
          body: bulkOf(groups(last), { allOrNothing }),
        });
        expect([status, (body['Operations'] as readonly Json[]).length]).toEqual([200, count]);
      }
      const circle = [
        ...groups('g0').slice(1),
        post('g0', groupNamed('', { members: ['bulkId:g1'] }), '/Groups'),
      ];
      const { status, body } = await host.send({ path: '/Bulk', body: bulkOf(circle) });
      expect([
        status,
        new Set((body['Operations'] as readonly { status: string }[]).map((one) => one.status)),
      ]).toEqual([200, new Set(['409', '400'])]);
    });
  });

  it('runs to its end even if its client disconnects', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `gone-${at}-${engine.name}`);
    const all = bulkOf(
      names.map((name, at) => post(`b${at}`, userNamed(name))),
      { failOnErrors: 1 },
    );
    const found = async (name: string | undefined) => {
      const path = `/Users?filter=${encodeURIComponent(`userName eq "${name}"`)}`;
      return (await host.send({ method: 'GET', path })).body['totalResults'];
    };
    const body = JSON.stringify(all);
    const socket = connect({ port: host.port, host: '127.0.0.1' });
    socket.write(`${host.head('POST', '/Bulk', `Content-Length: ${body.length}`)}\r\n${body}`);
    const patience = { timeout: 20_000, interval: 5 };
    await expect.poll(() => found(names[0]), patience).toBe(1);
    socket.destroy();
    await expect.poll(() => found(names.at(-1)), patience).toBe(1);
  });
});
