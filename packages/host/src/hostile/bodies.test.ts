import { gzipSync } from 'node:zlib';
import { engines } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectHarmless,
  expectRefusal,
  groupNamed,
  openHostile,
  patchOf,
  userNamed,
  whole,
  type HostileHost,
  type Refusal,
  type Sent,
} from './hostile-host.fixture.ts';

const SCIM = 'application/scim+json';
const USER = JSON.stringify(userNamed('mallory'));
const SCHEMAS = '"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]';
const nested = (levels: number, open = '{"a":', close = '}'): string =>
  `${open.repeat(levels)}1${close.repeat(levels)}`;
const manyKeys = (count: number): string =>
  `{${SCHEMAS},${Array.from({ length: count }, (_, at) => `"k${at}":1`).join(',')}}`;

interface BodyCase extends Refusal, Sent {
  readonly title: string;
  /** The part of the request that the answer may not repeat. */
  readonly hides?: string;
}

const syntax = { status: 400, scimType: 'invalidSyntax' } as const;
const value = { status: 400, scimType: 'invalidValue' } as const;
const media = { status: 415, says: ['application/scim+json', 'UTF-8', 'uncompressed'] } as const;
const large = { status: 413, says: ['at most 1048576 bytes', 'several requests'] } as const;

const malformed: readonly BodyCase[] = [
  { title: 'no body at all', body: '', ...syntax, says: ['must be a JSON object'] },
  { title: 'a body with only blanks', body: '   ', ...syntax, says: ['not valid JSON'] },
  {
    title: 'text that is not JSON',
    body: 'Zx9-secret',
    hides: 'Zx9',
    ...syntax,
    says: ['not valid JSON'],
  },
  {
    title: 'JSON that ends in the middle of a string',
    body: '{"userName":"Zx9-secr',
    hides: 'Zx9',
    ...syntax,
    says: ['ends too early'],
  },
  {
    title: 'JSON that ends in the middle of an object',
    body: '{"userName":"Zx9"',
    hides: 'Zx9',
    ...syntax,
    says: ['not valid JSON'],
  },
  { title: 'JSON that ends after a key', body: '{"userName":', ...syntax, says: ['ends too early'] },
  {
    title: 'two JSON values',
    body: `${USER}${USER}`,
    ...syntax,
    says: ['not valid JSON', `character ${USER.length + 1}`],
  },
  { title: 'an extra comma', body: '{"a":1,}', ...syntax, says: ['not valid JSON', 'character 8'] },
  { title: 'single quotes', body: "{'userName':'x'}", ...syntax, says: ['not valid JSON', 'character 2'] },
  { title: 'a comment', body: `/* hello */${USER}`, ...syntax, says: ['not valid JSON'] },
  { title: 'NaN', body: `{${SCHEMAS},"userName":NaN}`, ...syntax, says: ['not valid JSON'] },
  {
    title: 'a raw NUL byte in a string',
    body: '{"userName":"a\0b"}',
    ...syntax,
    says: ['not valid JSON', 'character 15'],
  },
  {
    title: 'a raw NUL byte between the values',
    body: `{\0${USER.slice(1)}`,
    ...syntax,
    says: ['not valid JSON'],
  },
  { title: 'a line break in a string', body: '{"userName":"a\nb"}', ...syntax, says: ['not valid JSON'] },
  { title: 'an array', body: `[${USER}]`, ...syntax, says: ['must be a JSON object'] },
  { title: 'a string', body: JSON.stringify(USER), ...syntax, says: ['must be a JSON object'] },
  { title: 'a number', body: '1e400', ...syntax, says: ['must be a JSON object'] },
  { title: 'null', body: 'null', ...syntax, says: ['must be a JSON object'] },
  {
    title: 'bytes that are not UTF-8',
    body: Buffer.from([...Buffer.from('{"userName":"'), 0xff, 0xfe, ...Buffer.from('"}')]),
    ...syntax,
    says: ['not valid UTF-8'],
  },
  {
    title: 'a surrogate encoded as UTF-8',
    body: Buffer.from([...Buffer.from('{"userName":"'), 0xed, 0xa0, 0x80, ...Buffer.from('"}')]),
    ...syntax,
    says: ['not valid UTF-8'],
  },
  { title: 'UTF-16', body: Buffer.from(`\ufeff${USER}`, 'utf16le'), ...syntax, says: ['not valid UTF-8'] },
  {
    title: 'Latin-1',
    body: Buffer.from('{"userName":"s\u00f8ren"}', 'latin1'),
    ...syntax,
    says: ['not valid UTF-8'],
  },
];

const repeated: readonly BodyCase[] = [
  {
    title: 'a key twice',
    body: `{${SCHEMAS},"userName":"a","userName":"b"}`,
    ...syntax,
    says: ['"userName"', 'twice', 'once'],
  },
  {
    title: 'a repeated key in two letter cases',
    body: `{${SCHEMAS},"userName":"a","USERNAME":"b"}`,
    ...syntax,
    says: ['"USERNAME"', 'twice'],
  },
  {
    title: 'a repeated key, once with an escape',
    body: `{${SCHEMAS},"userName":"a","user\\u004eame":"b"}`,
    ...syntax,
    says: ['"userName"', 'twice'],
  },
  {
    title: 'a repeated key with the same value',
    body: `{${SCHEMAS},"userName":"a","userName":"a"}`,
    ...syntax,
    says: ['"userName"'],
  },
  {
    title: 'a repeated key deep inside',
    body: `{${SCHEMAS},"userName":"a","emails":[{"value":"x"},{"value":"x","type":"work","value":"y"}]}`,
    ...syntax,
    says: ['"value"'],
  },
  { title: 'schemas twice', body: `{${SCHEMAS},${SCHEMAS},"userName":"a"}`, ...syntax, says: ['"schemas"'] },
  {
    title: 'Operations twice',
    method: 'PATCH',
    path: '/Users/{id}',
    body: '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[],"operations":[]}',
    ...syntax,
    says: ['"operations"'],
  },
  {
    title: 'a repeated path in the value of an operation',
    method: 'PATCH',
    path: '/Users/{id}',
    body: '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","value":{"name.givenName":"a","name.givenName":"b"}}]}',
    ...syntax,
    says: ['"name.givenName"'],
  },
  {
    title: 'a very long repeated key',
    body: `{"${'k'.repeat(100_000)}":1,"${'k'.repeat(100_000)}":2}`,
    ...syntax,
    says: [`"${'k'.repeat(60)}"`],
  },
  {
    title: 'a repeated key after 990 others',
    body: manyKeys(990).replace(/}$/, ',"k7":1}'),
    ...syntax,
    says: ['"k7"'],
  },
];

const mistyped: readonly BodyCase[] = [
  ...[
    'text/plain',
    'text/xml',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json-patch+json',
    'application/vnd.api+json',
    'json',
    '*/*',
    'application/json, text/plain',
    `${'a'.repeat(4_000)}/json`,
  ].map((type): BodyCase => ({
    title: `a body of the type ${type.slice(0, 40)}`,
    body: USER,
    headers: { 'Content-Type': type },
    ...media,
  })),
  ...['utf-16', 'utf-7', 'iso-8859-1', 'windows-1252', 'x', '__proto__'].map((charset): BodyCase => ({
    title: `a body in the charset ${charset}`,
    body: USER,
    headers: { 'Content-Type': `${SCIM}; charset=${charset}` },
    ...media,
  })),
  ...['gzip', 'deflate', 'br', 'zstd', 'gzip, gzip', 'x'].map((encoding): BodyCase => ({
    title: `a body in the encoding ${encoding}`,
    body: gzipSync(USER),
    headers: { 'Content-Encoding': encoding },
    ...media,
  })),
  {
    title: 'a compressed body that is a thousand times as large',
    body: gzipSync(Buffer.alloc(50_000_000, 0x20)),
    headers: { 'Content-Encoding': 'gzip' },
    ...media,
  },
  {
    title: 'a compressed body without Content-Encoding',
    body: gzipSync(USER),
    ...syntax,
    says: ['not valid UTF-8'],
  },
];

const sized: readonly BodyCase[] = [
  { title: 'a body of 5 MB', body: `{${SCHEMAS},"userName":"${'a'.repeat(5_000_000)}"}`, ...large },
  { title: 'a body of 5 MB of blanks', body: ' '.repeat(5_000_000), ...large },
  { title: 'one byte too many', body: ' '.repeat(1_048_577), ...large },
  {
    title: '100,000 operations',
    method: 'PATCH',
    path: '/Users/{id}',
    body: patchOf(...Array.from({ length: 100_000 }, () => ({ op: 'add', path: 'title', value: 'x' }))),
    ...large,
  },
  {
    title: '100,000 operations that fit into a megabyte',
    method: 'PATCH',
    path: '/Users/{id}',
    body: patchOf(...Array.from({ length: 100_000 }, () => ({}))),
    status: 413,
    says: ['at most 1000 operations'],
  },
  {
    title: '1,001 operations',
    method: 'PATCH',
    path: '/Groups/{id}',
    body: patchOf(
      ...Array.from({ length: 1_001 }, (_, at) => ({
        op: 'add',
        path: 'members',
        value: [{ value: String(at) }],
      })),
    ),
    status: 413,
    says: ['at most 1000 operations'],
  },
  {
    title: '25,000 members',
    path: '/Groups',
    body: groupNamed('crowd', {
      members: Array.from({ length: 25_000 }, (_, at) => ({ value: String(at) })),
    }),
    ...value,
    says: ['members', '20000', 'several requests'],
  },
  {
    title: '2,000 mail addresses',
    body: userNamed('mallory', {
      emails: Array.from({ length: 2_000 }, (_, at) => ({ value: `${at}@x.example` })),
    }),
    ...value,
    says: ['emails', '1000'],
  },
  {
    title: 'a string of 100,000 characters',
    body: userNamed('mallory', { title: 'a'.repeat(100_000) }),
    ...value,
    says: ['title', '32768'],
  },
  {
    title: 'a userName of 513 characters',
    body: userNamed('a'.repeat(513)),
    ...value,
    says: ['userName', '512'],
  },
  { title: '17 levels of objects', body: nested(17), ...syntax, says: ['more than 16 levels'] },
  { title: '1,000 levels of objects', body: nested(1_000), ...syntax, says: ['more than 16 levels'] },
  {
    title: '500,000 levels of arrays',
    body: nested(500_000, '[', ']'),
    ...syntax,
    says: ['more than 16 levels'],
  },
  {
    title: '500,000 arrays that are never closed',
    body: '['.repeat(500_000),
    ...syntax,
    says: ['more than 16 levels'],
  },
  { title: '50,000 unknown keys', body: manyKeys(50_000), ...syntax, says: ['more than 1000 keys'] },
  { title: '990 unknown keys', body: manyKeys(990), ...value, says: ['userName'] },
  {
    title: 'operations on 20,000 attributes',
    method: 'PATCH',
    path: '/Users/{id}',
    body: patchOf(
      ...Array.from({ length: 20 }, () => ({
        op: 'add',
        value: Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`k${at}`, 1])),
      })),
    ),
    status: 413,
    says: ['at most 1000 operations'],
  },
];

const PROTO = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'] as const;
const reserved: readonly BodyCase[] = [
  {
    title: '__proto__ as a key',
    body: `{${SCHEMAS},"userName":"a","__proto__":{"admin":true}}`,
    ...syntax,
    says: ['__proto__', 'Remove it'],
  },
  {
    title: '__proto__ as an escaped key',
    body: `{${SCHEMAS},"userName":"a","__pr\\u006fto__":{"admin":true}}`,
    ...syntax,
    says: ['__proto__'],
  },
  {
    title: '__proto__ far inside',
    body: `{${SCHEMAS},"userName":"a","emails":[{"value":"x","__proto__":{"primary":true}}]}`,
    ...syntax,
    says: ['__proto__'],
  },
  {
    title: '__proto__ in the value of an operation',
    method: 'PATCH',
    path: '/Users/{id}',
    body: '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","value":{"__proto__":{"title":"x"}}}]}',
    ...syntax,
    says: ['__proto__'],
  },
  ...PROTO.flatMap((name): readonly BodyCase[] => [
    {
      title: `${name} as the path of an operation`,
      method: 'PATCH',
      path: '/Users/{id}',
      body: patchOf({ op: 'replace', path: name, value: { title: 'x' } }),
      status: 400,
      scimType: 'invalidPath',
      says: [name === '__proto__' ? 'path of an operation' : name],
    },
    {
      title: `${name} as a sub-attribute in a path`,
      method: 'PATCH',
      path: '/Users/{id}',
      body: patchOf({ op: 'replace', path: `name.${name}`, value: 'x' }),
      status: 400,
      scimType: 'invalidPath',
      says: [name === '__proto__' ? 'path of an operation' : name],
    },
    {
      title: `${name} in the filter of a path`,
      method: 'PATCH',
      path: '/Users/{id}',
      body: patchOf({ op: 'replace', path: `emails[${name} eq "x"].value`, value: 'x' }),
      status: 400,
      scimType: 'invalidFilter',
      says: [name === '__proto__' ? 'not an attribute name' : name],
    },
    {
      title: `${name} as an operation`,
      method: 'PATCH',
      path: '/Users/{id}',
      body: patchOf({ op: name, path: 'title', value: 'x' }),
      ...syntax,
      says: ['Operations[0]', 'add, remove or replace'],
    },
  ]),
  ...['constructor', 'prototype', 'toString'].map((name): BodyCase => ({
    title: `${name} in place of a required attribute`,
    body: { schemas: userNamed('a')['schemas'] ?? [], [name]: { prototype: { userName: 'mallory' } } },
    ...value,
    says: ['userName is required'],
  })),
];

const unstorable: readonly BodyCase[] = [
  {
    title: 'an escaped NUL in a name',
    body: `{${SCHEMAS},"userName":"a\\u0000b"}`,
    ...value,
    says: ['userName', 'NUL', 'remove it'],
  },
  {
    title: 'an escaped lone surrogate in a name',
    body: `{${SCHEMAS},"userName":"a\\ud800b"}`,
    ...value,
    says: ['userName', 'surrogate', 'remove it'],
  },
  {
    title: 'two surrogates in the wrong order',
    body: `{${SCHEMAS},"userName":"a\\udc00\\ud800"}`,
    ...value,
    says: ['userName', 'surrogate'],
  },
  {
    title: 'a NUL in the id of a member',
    path: '/Groups',
    body: groupNamed('g', { members: [{ value: 'a\0b' }] }),
    ...value,
    says: ['members', 'id'],
  },
  {
    title: 'a NUL in the name of a group',
    path: '/Groups',
    body: groupNamed('g\0'),
    ...value,
    says: ['displayName', 'NUL'],
  },
  {
    title: 'a NUL in the id of a manager',
    body: userNamed('a', {
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { manager: { value: '\0' } },
    }),
    ...value,
    says: ['manager', 'NUL'],
  },
  {
    title: 'a NUL in the path of an operation',
    method: 'PATCH',
    path: '/Users/{id}',
    body: patchOf({ op: 'add', path: 'title\0', value: 'x' }),
    status: 400,
    scimType: 'invalidPath',
    says: ['path of an operation'],
  },
  {
    title: 'a NUL in the filter of a path',
    method: 'PATCH',
    path: '/Users/{id}',
    body: patchOf({ op: 'add', path: 'emails[type eq "a\\u0000"].value', value: 'x' }),
    status: 400,
    scimType: 'invalidFilter',
    says: ['NUL'],
  },
  {
    title: 'a lone surrogate in the filter of a path',
    method: 'PATCH',
    path: '/Users/{id}',
    body: patchOf({ op: 'add', path: 'emails[type eq "\\ud800"].value', value: 'x' }),
    status: 400,
    scimType: 'invalidFilter',
    says: ['surrogate'],
  },
  {
    title: 'a NUL in the id of a member to remove',
    method: 'PATCH',
    path: '/Groups/{id}',
    body: patchOf({ op: 'remove', path: 'members[value eq "\\u0000"]' }),
    status: 400,
    scimType: 'invalidFilter',
    says: ['NUL'],
  },
  {
    title: 'a NUL in a key of an operation',
    method: 'PATCH',
    path: '/Users/{id}',
    body: patchOf({ op: 'add', value: { 'a\0': 1 } }),
    status: 400,
    scimType: 'invalidPath',
    says: ['path of an operation'],
  },
  {
    title: 'a NUL in a key of an extension',
    method: 'PATCH',
    path: '/Users/{id}',
    body: patchOf({
      op: 'add',
      path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      value: { 'a\0\ud800': 1 },
    }),
    status: 400,
    scimType: 'invalidPath',
    says: ['is not an attribute'],
  },
  {
    title: 'a very long key of an extension',
    method: 'PATCH',
    path: '/Users/{id}',
    body: patchOf({
      op: 'add',
      path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
      value: { ['k'.repeat(500_000)]: 1 },
    }),
    status: 400,
    scimType: 'invalidPath',
    says: ['is not an attribute'],
  },
];

const numbers: readonly BodyCase[] = [
  '1e400',
  '-1e400',
  '9007199254740993',
  '1'.repeat(10_000),
  `0.${'3'.repeat(10_000)}`,
  '1e-400',
  '-0',
].map((number): BodyCase => ({
  title: `${number.slice(0, 20)} of ${number.length} characters in place of a name`,
  body: `{${SCHEMAS},"userName":${number}}`,
  ...value,
  says: ['userName must be a string'],
}));

const groups = { malformed, repeated, mistyped, sized, reserved, unstorable, numbers };

describe.each(engines)('on $name, a wrong body is refused with the reason', (engine) => {
  let host: HostileHost;
  let group: string;
  beforeAll(async () => {
    host = await openHostile(engine);
    const { body } = await host.send({ path: '/Groups', body: groupNamed('Ordinary') });
    group = String(body['id']);
  });
  afterAll(() => host.close());

  describe.each(Object.entries(groups))('when it is %s:', (_, cases) => {
    it.each(cases)(
      '$title',
      async ({ title: _title, hides = 'Zx9-secret', says, status, scimType, ...sent }) => {
        await expectHarmless(host, async () => {
          const { path = '/Users' } = sent;
          const id = path.startsWith('/Users') ? host.idOf(whole) : group;
          const answer = await host.send({ ...sent, path: path.replace('{id}', id) });
          expectRefusal(answer, { status, scimType, says });
          expect(answer.text).not.toContain(hides);
        });
      },
    );
  });
});
