import { engines } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectHarmless,
  expectRefusal,
  groupNamed,
  narrow,
  openHostile,
  patchOf,
  userNamed,
  whole,
  type HostileHost,
  type Refusal,
  type Sent,
} from './hostile-host.fixture.ts';

interface UrlCase extends Refusal, Sent {
  readonly title: string;
}

const filter = { status: 400, scimType: 'invalidFilter', method: 'GET' } as const;
const syntax = { status: 400, scimType: 'invalidSyntax', method: 'GET' } as const;
const value = { status: 400, scimType: 'invalidValue', method: 'GET' } as const;
const cursor = { status: 400, scimType: 'invalidCursor', method: 'GET' } as const;
const absent = { status: 404, method: 'GET' } as const;
const by = (text: string, path = '/Users'): string => `${path}?filter=${encodeURIComponent(text)}`;
const many = (count: number, join: string, one = 'userName eq "x"'): string =>
  Array.from({ length: count }, () => one).join(join);

const NAMES = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf'] as const;

const filters: readonly UrlCase[] = [
  { title: 'an empty filter', path: '/Users?filter=', ...filter, says: ['attribute is missing'] },
  { title: 'a filter of blanks', path: '/Users?filter=%20%20', ...filter, says: ['attribute is missing'] },
  { title: 'a filter that ends early', path: by('userName eq'), ...filter, says: ['operand is missing'] },
  {
    title: 'an open quote',
    path: by('userName eq "Zx9'),
    ...filter,
    says: ['quote is not closed', 'character 13'],
  },
  {
    title: 'an open parenthesis',
    path: by('(userName eq "x"'),
    ...filter,
    says: ['closing ) is missing'],
  },
  {
    title: '1,000 nested parentheses',
    path: by(`${'('.repeat(1_000)}userName eq "x"${')'.repeat(1_000)}`),
    ...filter,
    says: ['50 nested brackets'],
  },
  {
    title: '1,000 nested negations',
    path: by(`${'not ('.repeat(1_000)}userName eq "x"${')'.repeat(1_000)}`),
    ...filter,
    says: ['50 nested brackets'],
  },
  {
    title: '51 nested parentheses',
    path: by(`${'('.repeat(51)}userName eq "x"${')'.repeat(51)}`),
    ...filter,
    says: ['50 nested brackets'],
  },
  {
    title: '8,193 characters',
    path: by(`userName eq "${'a'.repeat(8_179)}"`),
    ...filter,
    says: ['8192 characters'],
  },
  {
    title: '8,193 brackets',
    path: by('('.repeat(8_193)).replaceAll('%28', '('),
    ...filter,
    says: ['8192 characters'],
  },
  {
    title: '100 kB',
    path: by('a'.repeat(100_000)),
    method: 'GET',
    status: 431,
    says: ['16384 bytes', 'less'],
  },
  {
    title: 'an unknown operator',
    path: by('userName drop "x"'),
    ...filter,
    says: ['drop is not an operator'],
  },
  {
    title: 'a very long operator',
    path: by(`userName ${'x'.repeat(4_000)} "x"`),
    ...filter,
    says: ['is not an operator'],
  },
  {
    title: 'an escape that is not valid in JSON',
    path: by('userName eq "\\x00"  and userName pr'),
    ...filter,
    says: ['JSON does not allow'],
  },
  { title: 'an escaped NUL', path: by('userName eq "a\\u0000"'), ...filter, says: ['NUL', 'remove it'] },
  { title: 'an escaped NUL compared with an id', path: by('id eq "\\u0000"'), ...filter, says: ['NUL'] },
  {
    title: 'an escaped NUL compared with a member',
    path: by('members eq "\\u0000"', '/Groups'),
    ...filter,
    says: ['NUL'],
  },
  { title: 'a lone surrogate', path: by('userName eq "\\ud800"'), ...filter, says: ['surrogate'] },
  { title: 'a raw NUL', path: '/Users?filter=userName+eq+%22a%00%22', ...syntax, says: ['NUL', '%00'] },
  {
    title: 'a surrogate in UTF-8',
    path: '/Users?filter=userName+eq+%22%ED%A0%80%22',
    ...syntax,
    says: ['percent', 'UTF-8'],
  },
  {
    title: 'a byte that is not UTF-8',
    path: '/Users?filter=userName+eq+%22%FF%22',
    ...syntax,
    says: ['percent', 'UTF-8'],
  },
  {
    title: 'an overlong encoding',
    path: '/Users?filter=userName+eq+%22%C0%80%22',
    ...syntax,
    says: ['percent'],
  },
  { title: 'a percent sign alone', path: '/Users?filter=100%', ...syntax, says: ['percent sign', '%25'] },
  {
    title: 'an attribute that is never returned',
    path: by('password sw "a"'),
    ...filter,
    says: ['password', 'userName'],
  },
  ...NAMES.flatMap((name): readonly UrlCase[] => [
    {
      title: `${name} as an attribute`,
      path: by(`${name} eq "x"`),
      ...filter,
      says: [name === '__proto__' ? 'not an attribute name' : name],
    },
    {
      title: `${name} as a sub-attribute`,
      path: by(`name.${name} eq "x"`),
      ...filter,
      says: [name === '__proto__' ? 'not an attribute name' : name],
    },
    {
      title: `${name} inside a value filter`,
      path: by(`emails[${name} eq "x"]`),
      ...filter,
      says: [name === '__proto__' ? 'not an attribute name' : name],
    },
  ]),
  {
    title: 'a filter without an index',
    connector: narrow,
    path: by('name.givenName eq "x"'),
    ...filter,
    says: ['userName', 'eq'],
  },
];

const ids: readonly UrlCase[] = [
  ...[
    ...NAMES,
    "';DROP TABLE resources;--",
    '1 OR 1=1',

    '..;',
    '*',
    '%25',
    '%F0%9F%98%80',
    'x'.repeat(8_000),
  ].map((id): UrlCase => ({
    title: `the id ${id.slice(0, 40)}`,
    path: `/Users/${id.includes('%') ? id : encodeURIComponent(id)}`,
    ...absent,
    says: ['no User with this id'],
  })),
  { title: 'a NUL as an id', path: '/Users/%00', ...syntax, says: ['NUL'] },
  { title: 'a surrogate as an id', path: '/Users/%ED%A0%80', ...syntax, says: ['percent'] },
  { title: 'half of an escape as an id', path: '/Users/%E0%A4%A', ...syntax, says: ['percent'] },
  {
    title: 'a path with dot segments',
    path: '/Users/..%2f..%2f..%2fetc%2fpasswd',
    ...absent,
    says: ['no User with this id'],
  },
  {
    title: 'a NUL as the id to delete',
    ...syntax,
    path: '/Groups/%00',
    method: 'DELETE',
    says: ['NUL'],
  },
  {
    title: 'a NUL as the id to change',
    ...syntax,
    path: '/Groups/%00',
    method: 'PATCH',
    body: patchOf({ op: 'add', path: 'members', value: [{ value: 'x' }] }),
    says: ['NUL'],
  },
  ...NAMES.flatMap((name): readonly UrlCase[] => [
    { title: `the schema ${name}`, path: `/Schemas/${name}`, ...absent, says: ['no schema with this name'] },
    {
      title: `the resource type ${name}`,
      path: `/ResourceTypes/${name}`,
      ...absent,
      says: ['no resource type with this name'],
    },
    { title: `the endpoint ${name}`, path: `/${name}`, ...absent, says: ['There is nothing at this path'] },
  ]),
];

const parameters: readonly UrlCase[] = [
  {
    title: 'a count that is not a number',
    path: '/Users?count=1e400',
    ...value,
    says: ['count', 'whole number'],
  },
  {
    title: 'a count of 10,000 digits',
    path: `/Users?count=${'9'.repeat(10_000)}`,
    ...value,
    says: ['count', 'whole number'],
  },
  { title: 'an invented cursor', path: '/Users?cursor=AAAA', ...cursor, says: ['empty cursor'] },
  {
    title: 'a cursor of 10,000 characters',
    path: `/Users?cursor=${'A'.repeat(10_000)}`,
    ...cursor,
    says: ['empty cursor'],
  },
  {
    title: 'a cursor with invalid characters',
    path: "/Users?cursor=%F0%9F%98%80%2B%2F%3D';DROP+TABLE+secrets",
    ...cursor,
    says: ['empty cursor'],
  },
  {
    title: 'a count with a cursor that is not a number',
    path: '/Users?cursor=&count=1e400',
    ...cursor,
    scimType: 'invalidCount',
    says: ['count', 'whole number'],
  },
  {
    title: 'a startIndex of SQL',
    path: '/Users?startIndex=1;DROP+TABLE+resources',
    ...value,
    says: ['startIndex', 'whole number'],
  },
  {
    title: 'both attributes and excludedAttributes',
    path: '/Users?attributes=userName&excludedAttributes=id',
    ...value,
    says: ['not both'],
  },
  {
    title: 'a filter at a path without filters',
    path: '/Schemas?filter=x',
    method: 'GET',
    status: 403,
    says: ['cannot be filtered'],
  },
];

const methods: readonly UrlCase[] = [
  ...['PROPFIND', 'TRACE', 'LOCK', 'SEARCH', 'PURGE']
    .filter((method) => method !== 'TRACE')
    .map((method): UrlCase => ({
      title: `the method ${method}`,
      method,
      path: '/Users',
      status: 501,
      says: [method],
    })),
  {
    title: 'a PATCH of all users',
    method: 'PATCH',
    path: '/Users',
    body: patchOf(),
    status: 405,
    says: ['PATCH'],
  },
  { title: 'a DELETE of all users', method: 'DELETE', path: '/Users', status: 405, says: ['DELETE'] },
];

/** Odd requests that are not mistakes: the odd part is ignored. */
const odd: readonly (readonly [title: string, sent: Sent])[] = [
  ...NAMES.map((name): readonly [string, Sent] => [
    `the parameter ${name}`,
    { path: `/Users?count=0&${name}=x&${name}[x]=y` },
  ]),
  [
    '1,500 parameters',
    { path: `/Users?count=0&${Array.from({ length: 1_500 }, (_, at) => `p${at}=1`).join('&')}` },
  ],
  ['a parameter 1,000 times', { path: `/Users?${'count=5&'.repeat(1_000)}count=0` }],
  [
    '1,000 unknown attributes',
    { path: `/Users?count=0&attributes=${Array.from({ length: 1_000 }, (_, at) => `a${at}`).join(',')}` },
  ],
  [
    'attributes with names of a prototype',
    { path: '/Users?count=0&attributes=__proto__,constructor.prototype' },
  ],
  ['the largest startIndex', { path: '/Users?count=0&startIndex=999999999999999' }],
  ['a huge number in a filter', { path: `${by('userName eq 1e400')}&count=0` }],
  ['a filter of 500 comparisons', { path: `${by(many(500, ' or ', 'id eq 1'))}&count=0` }],
  ['a filter of 400 conjunctions', { path: `${by(many(400, ' and ', 'id eq 1'))}&count=0` }],
  [
    'a header that overrides the method',
    {
      path: '/Users?count=0',
      headers: {
        'X-HTTP-Method-Override': 'DELETE',
        'X-HTTP-Method': 'DELETE',
        'X-Method-Override': 'DELETE',
      },
    },
  ],
  [
    'a foreign host',
    {
      path: '/Users?count=0',
      headers: { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'javascript' },
    },
  ],
  [
    'an If-None-Match of 8,000 characters',
    { path: '/Users?count=0', headers: { 'If-None-Match': 'W/"1",'.repeat(1_300) } },
  ],
  ['an Accept of 2,000 types', { path: '/Users?count=0', headers: { Accept: `${'a/b,'.repeat(2_000)}*/*` } }],
];

describe.each(engines)('on $name, a request with a wrong URL is refused with the reason', (engine) => {
  let host: HostileHost;
  beforeAll(async () => {
    host = await openHostile(engine);
    await host.send({ path: '/Groups', body: groupNamed('Ordinary') });
  });
  afterAll(() => host.close());

  describe.each(Object.entries({ filters, ids, parameters, methods }))('%s:', (_, cases) => {
    it.each(cases)('$title', async ({ title: _title, says, status, scimType, ...sent }) => {
      await expectHarmless(host, async () => {
        const answer = await host.send(sent);
        expectRefusal(answer, { status, scimType, says });
        expect(answer.text).not.toContain('Zx9');
      });
    });
  });

  it.each(odd)('or gets the usual answer: %s', async (_, sent) => {
    await expectHarmless(host, async () => {
      const { status, body, text } = await host.send({ ...sent, method: 'GET' });
      expect([status, body['itemsPerPage']]).toEqual([200, 0]);
      expect(text).not.toContain('evil');
    });
  });

  it.each([...NAMES, "'--", '%00', '%ED%A0%80', 'x'.repeat(5_000)])(
    'or for its token, if the tenant is called %s',
    async (name) => {
      await expectHarmless(host, async () => {
        const headers = { Authorization: `Bearer ${host.secretOf(whole)}` };
        const answer = await fetch(`${host.url}/whole/${name}/scim/v2/Users`, { headers });
        expect(answer.status).toBe(name.startsWith('%') ? 400 : 401);
        const elsewhere = await fetch(`${host.url}/${name}/contoso/scim/v2/Users`, { headers });
        expect(elsewhere.status).toBe(name.startsWith('%') ? 400 : 404);
      });
    },
  );

  it('and every refusal is in the log of the tenant', async () => {
    const tenant = host.tenants.get(whole);
    if (tenant === undefined) throw new Error('the tenant is made above');
    await host.send({ body: userNamed('log\0\ud800', { 'k\0': 1 }) });
    await host.send({ method: 'GET', path: `/Users/${'x'.repeat(8_000)}` });
    await expect
      .poll(async () => (await host.admin.store.log.read(tenant.id, { limit: 200 })).entries, {
        timeout: 20_000,
      })
      .toMatchObject(
        expect.arrayContaining([
          expect.objectContaining({
            operation: 'create',
            subject: 'log\ufffd\ufffd',
            scimType: 'invalidValue',
          }),
          expect.objectContaining({ operation: 'retrieve', resourceId: 'x'.repeat(200), status: 404 }),
        ]) as object,
      );
    expect(host.lines).toEqual([]);
  });
});
