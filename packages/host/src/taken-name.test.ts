import { engines } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { narrow, openHostile, patchOf, userNamed, type HostileHost } from './hostile/hostile-host.fixture.ts';

const DISABLE = { op: 'Replace', path: 'active', value: 'False' };
const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';

// A taken name shows only at the commit, where each engine reports it differently.
describe.each(engines)('a disable beside a taken name, on $name', (engine) => {
  let host: HostileHost;
  beforeAll(async () => {
    host = await openHostile(engine);
  });
  afterAll(() => host.close());

  const create = async (userName: string): Promise<string> => {
    const mail = [{ type: 'work', value: `${userName}@x.example` }];
    const body = userNamed(userName, { active: true, externalId: `${userName}-id`, emails: mail });
    return `/Users/${String((await host.send({ connector: narrow, body })).body['id'])}`;
  };
  const read = async (path: string) => (await host.send({ connector: narrow, method: 'GET', path })).body;
  const rename = (value: string) => ({ op: 'Replace', path: 'userName', value });

  it('is carried out, and the user keeps the old name', async () => {
    const path = await create('ada');
    await create('grace');
    const body = patchOf(rename('GRACE'), { op: 'Replace', path: 'name.givenName', value: 'Ada' }, DISABLE);
    const { status } = await host.send({ connector: narrow, method: 'PATCH', path, body });
    expect(status).toBe(200);
    expect(await read(path)).toMatchObject({ active: false, userName: 'ada', name: { givenName: 'Ada' } });
  });

  it('is carried out even if the name was free when it was read', async () => {
    const paths = await Promise.all(['eve', 'joan', 'mary'].map(create));
    const answers = await Promise.all(
      paths.map((path) =>
        host.send({ connector: narrow, method: 'PATCH', path, body: patchOf(rename('one'), DISABLE) }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const people = await Promise.all(paths.map(read));
    expect(people.map(({ active }) => active)).toEqual([false, false, false]);
    expect(people.filter(({ userName }) => userName === 'one').length).toBe(1);
  });

  it('is a 409 in an all-or-nothing request, and nothing changes', async () => {
    const path = await create('ida');
    await create('rosa');
    const Operations = [{ method: 'PATCH', path, data: patchOf(rename('rosa'), DISABLE) }];
    const bulk = { schemas: [BULK], allOrNothing: true, Operations };
    const { body } = await host.send({ connector: narrow, path: '/Bulk', body: bulk });
    expect(body).toMatchObject({ Operations: [{ status: '409' }] });
    expect(await read(path)).toMatchObject({ active: true, userName: 'ida' });
  });
});
