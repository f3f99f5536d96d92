import { engines } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectHarmless, openHostile, type HostileHost, type Sent } from './hostile-host.fixture.ts';

interface AdminCase extends Omit<Sent, 'connector'> {
  readonly title: string;
  readonly status: number;
  readonly error: string;
  readonly says: readonly string[];
  /** The part of the request that the answer may not repeat. */
  readonly hides?: string;
}

const invalid = { status: 400, error: 'invalid-request' } as const;
const media = { status: 415, error: 'unsupported-media-type', says: ['application/json', 'UTF-8'] } as const;
const contoso = '/tenants/whole/contoso';
const NEW = '{"connector":"whole","tenant":"fabrikam"}';
const text = '{"description":"a\\u0000b"}';

const cases: readonly AdminCase[] = [
  {
    title: 'a body of 5 MB',
    body: ' '.repeat(5_000_000),
    status: 413,
    error: 'too-large',
    says: ['65536 bytes'],
  },
  {
    title: 'JSON that is cut off',
    body: '{"connector":"Zx9',
    hides: 'Zx9',
    ...invalid,
    says: ['ends too early'],
  },
  { title: 'text that is not JSON', body: 'Zx9', hides: 'Zx9', ...invalid, says: ['not valid JSON'] },
  {
    title: 'bytes that are not UTF-8',
    body: Buffer.from([0x22, 0xff, 0x22]),
    ...invalid,
    says: ['not valid UTF-8'],
  },
  {
    title: 'a key twice',
    body: '{"connector":"whole","tenant":"a","tenant":"b"}',
    ...invalid,
    says: ['"tenant"', 'twice'],
  },
  {
    title: 'a repeated key in two letter cases',
    body: '{"connector":"whole","tenant":"a","Tenant":"b"}',
    ...invalid,
    says: ['"Tenant"', 'twice'],
  },
  {
    title: '__proto__ as a key',
    body: '{"connector":"whole","tenant":"a","__proto__":{}}',
    ...invalid,
    says: ['__proto__'],
  },
  {
    title: 'constructor as a key',
    body: '{"connector":"whole","tenant":"fabrikam","constructor":{}}',
    ...invalid,
    says: ['constructor'],
  },
  { title: '20,000 levels', body: '['.repeat(20_000) + ']'.repeat(20_000), ...invalid, says: ['16 levels'] },
  { title: 'an array', body: `[${NEW}]`, ...invalid, says: ['object'] },
  {
    title: 'numbers in place of texts',
    body: '{"connector":1e400,"tenant":9007199254740993}',
    ...invalid,
    says: ['connector', 'tenant'],
  },
  { title: 'another media type', body: NEW, headers: { 'Content-Type': 'text/plain' }, ...media },
  {
    title: 'a form',
    body: 'connector=whole&tenant=fabrikam',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    ...media,
  },
  {
    title: 'another charset',
    body: NEW,
    headers: { 'Content-Type': 'application/json; charset=utf-16' },
    ...media,
  },
  { title: 'a compressed body', body: NEW, headers: { 'Content-Encoding': 'gzip' }, ...media },
  {
    title: 'a NUL in a text',
    path: `${contoso}/tokens`,
    body: text,
    ...invalid,
    says: ['body.description', 'NUL'],
  },
  {
    title: 'a lone surrogate in a text',
    path: `${contoso}/tokens`,
    body: '{"createdBy":"\\ud800"}',
    ...invalid,
    says: ['body.createdBy', 'surrogate'],
  },
  {
    title: 'a NUL in an entitlement',
    method: 'PATCH',
    path: contoso,
    body: '{"entitlements":["ok","a\\u0000"]}',
    ...invalid,
    says: ['body.entitlements.1', 'NUL'],
  },
  {
    title: 'a NUL in settings',
    method: 'PATCH',
    path: contoso,
    body: '{"settings":{"a\\u0000":1}}',
    ...invalid,
    says: ['body.settings', 'NUL'],
  },
  {
    title: 'a NUL as the name of a new tenant',
    body: '{"connector":"whole","tenant":"\\u0000"}',
    ...invalid,
    says: ['body.tenant'],
  },
  {
    title: 'a name of 60,000 characters',
    body: JSON.stringify({ connector: 'whole', tenant: 'x'.repeat(60_000) }),
    ...invalid,
    says: ['tenant', '100'],
  },
  {
    title: 'SQL as the name of a new tenant',
    body: JSON.stringify({ connector: 'whole', tenant: `x'; DROP TABLE tenants; --` }),
    status: 422,
    error: 'refused',
    says: ['lower-case letters'],
  },
  ...['__proto__', 'constructor', 'toString', `x'; DROP TABLE tenants; --`].flatMap(
    (name): readonly AdminCase[] => [
      {
        title: `the tenant ${name}`,
        method: 'GET',
        path: `/tenants/whole/${encodeURIComponent(name)}`,
        status: 404,
        error: 'not-found',
        says: ['no tenant'],
      },
      {
        title: `the connector ${name}`,
        method: 'GET',
        path: `/tenants/${encodeURIComponent(name)}/contoso`,
        status: 404,
        error: 'not-found',
        says: [],
      },
      {
        title: `the user ${name}`,
        method: 'GET',
        path: `${contoso}/users/${encodeURIComponent(name)}`,
        status: 404,
        error: 'not-found',
        says: ['no User'],
      },
      {
        title: `the parameter ${name}`,
        method: 'GET',
        path: `/tenants?${encodeURIComponent(name)}=x`,
        ...invalid,
        says: [],
      },
      {
        title: `users by ${name}`,
        method: 'GET',
        path: `${contoso}/users?attribute=${encodeURIComponent(name)}&value=x`,
        status: 422,
        error: 'refused',
        says: ['userName'],
      },
    ],
  ),
  { title: 'a NUL in the path', method: 'GET', path: `${contoso}/users/%00`, ...invalid, says: ['NUL'] },
  {
    title: 'a surrogate in the path',
    method: 'GET',
    path: '/tenants/whole/%ED%A0%80',
    ...invalid,
    says: ['percent'],
  },
  {
    title: 'a NUL in a parameter',
    method: 'GET',
    path: `${contoso}/log?about=%00`,
    ...invalid,
    says: ['NUL'],
  },
  {
    title: 'a NUL in the attribute of a search',
    method: 'GET',
    path: `${contoso}/users?attribute=userName&value=%00`,
    ...invalid,
    says: ['NUL'],
  },
  {
    title: 'a page that is not a number',
    method: 'GET',
    path: `${contoso}/users?count=1e400`,
    ...invalid,
    says: ['count'],
  },
  {
    title: 'a page without an end',
    method: 'GET',
    path: '/tenants?limit=100000',
    ...invalid,
    says: ['limit', '200'],
  },
  {
    title: 'an event of 30 digits',
    path: `${contoso}/events/${'9'.repeat(30)}/skip`,
    ...invalid,
    says: ['seq'],
  },
  {
    title: 'a malformed position',
    method: 'GET',
    path: `${contoso}/log?before=__proto__`,
    status: 422,
    error: 'refused',
    says: [],
  },
  {
    title: 'a method that an endpoint does not have',
    method: 'PUT',
    path: '/tenants',
    body: '{}',
    status: 405,
    error: 'method-not-allowed',
    says: ['PUT', 'GET'],
  },
  {
    title: 'an unknown method',
    method: 'PROPFIND',
    path: '/tenants',
    status: 405,
    error: 'method-not-allowed',
    says: ['PROPFIND'],
  },
  {
    title: 'a wrong admin token',
    method: 'GET',
    headers: { Authorization: 'Bearer x' },
    status: 401,
    error: 'unauthorized',
    says: ['not the admin token'],
  },
  {
    title: 'a body of 5 MB without the admin token',
    body: ' '.repeat(5_000_000),
    headers: { Authorization: 'Bearer x' },
    status: 401,
    error: 'unauthorized',
    says: ['not the admin token'],
  },
];

describe.each(engines)('on $name, the admin API refuses', (engine) => {
  let host: HostileHost;
  beforeAll(async () => {
    host = await openHostile(engine);
  });
  afterAll(() => host.close());

  it.each(cases)('$title', async ({ title: _title, status, error, says, hides = 'Zx9-secret', ...sent }) => {
    await expectHarmless(host, async () => {
      const before = await everything(host);
      const answer = await host.sendAdmin(sent);
      expect(answer).toMatchObject({ status, body: { error } });
      for (const words of says) expect(answer.body['message']).toContain(words);
      expect(String(answer.body['message']).length).toBeLessThan(700);
      expect(answer.text).not.toContain(hides);
      expect(await everything(host)).toEqual(before);
    });
  });

  it.each([
    '__proto__',
    'constructor',
    '%00',
    '%ED%A0%80',
    '%',
    "'--",
    'x'.repeat(8_000),
    'scimh_x',
    '..%2f..%2fetc%2fpasswd',
  ])('the code %s on a hand-over page, and does not quote it', async (code) => {
    for (const method of ['GET', 'POST']) {
      await expectHarmless(host, async () => {
        const body = method === 'POST' ? ' '.repeat(100_000) : null;
        const answer = await fetch(`${host.url}/hand-over/${code}`, { method, body });
        expect(answer.status).toBe(404);
        expect(await answer.text()).not.toContain(code.slice(0, 100));
      });
    }
  });
});

async function everything(host: HostileHost): Promise<unknown> {
  const list = async (path: string): Promise<unknown> => (await host.sendAdmin({ method: 'GET', path })).body;
  return [await list('/tenants'), await list(`${contoso}/tokens`), await list(`${contoso}/hand-overs`)];
}
