import { engines } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTarget } from './conformance/open-target.fixture.ts';
import { tenantClient } from './tenant-client.fixture.ts';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** The user that `openTarget` creates for a token. */
const SOMEBODY = 'me';

/** The attributes of answers that the test reads. */
interface Answered {
  readonly id?: string;
  readonly userName?: string;
  readonly displayName?: string;
  readonly Resources?: readonly Answered[];
}

type Target = Awaited<ReturnType<typeof openTarget>>;

describe.each(engines)('the template over HTTP on $name', (engine) => {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget(engine);
  });
  afterAll(() => target.close());

  const send = async (method: string, path: string, body?: object): Promise<Answered> => {
    const answer = await tenantClient(target.tenantUrl, target.secretToken).send(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Answered); // as the conformance suite checks
  };
  const create = async (path: string, body: object): Promise<string> =>
    (await send('POST', path, body)).id ?? '';
  const find = async (path: string, query: Record<string, string>): Promise<readonly unknown[]> => {
    const { Resources = [] } = await send('GET', `${path}?${new URLSearchParams(query)}`);
    const names = Resources.map(({ userName, displayName }) => userName ?? displayName);
    return names.filter((name) => name !== SOMEBODY);
  };

  it('finds users by their current values, in the requested order', async () => {
    const user = (userName: string, more: object = {}) => ({ schemas: [USER], userName, ...more });
    const ada = await create('/Users', user('Ada', { title: 'Dr', [ENTERPRISE]: { department: 'R&D' } }));
    const ben = await create('/Users', user('ben', { title: 'Prof', roles: [{ value: 'x' }] }));
    await create(
      '/Users',
      user('Ольга', { title: 'prof', emails: [{ type: 'work', value: 'o%@x.example' }] }),
    );
    await create('/Groups', {
      schemas: [GROUP],
      displayName: 'Night',
      members: [{ value: ada }, { value: ben }],
    });

    expect(await find('/Users', { filter: 'title eq "PROF"', sortBy: 'userName' })).toEqual(['ben', 'Ольга']);
    expect(await find('/Users', { filter: 'userName sw "ОЛЬ" and emails co "%@"' })).toEqual(['Ольга']);
    expect(
      await find('/Users', { filter: `title pr and not (${ENTERPRISE}:department pr)`, count: '1' }),
    ).toEqual(['ben']);
    expect(await find('/Groups', { filter: `displayName co "i" and members eq "${ada}"` })).toEqual([
      'Night',
    ]);
    expect(await find('/Groups', { filter: 'members[type eq "group"]' })).toEqual([]);

    const Operations = [
      { op: 'replace', path: 'title', value: 'Lady' },
      { op: 'remove', path: `${ENTERPRISE}:department` },
    ];
    await send('PATCH', `/Users/${ada}`, { schemas: [PATCH_OP], Operations });
    await send('PUT', `/Users/${ben}`, user('Benjamin'));
    expect(await find('/Users', { filter: 'title ew "y"' })).toEqual(['Ada']);
    expect(await find('/Users', { filter: `${ENTERPRISE}:department pr` })).toEqual([]);
    expect(await find('/Users', { filter: 'not (title pr)' })).toEqual(['Benjamin']);
    const upwards = ['Ada', 'Ольга', 'Benjamin'];
    expect(await find('/Users', { sortBy: 'title' })).toEqual(upwards);
    expect(await find('/Users', { sortBy: 'title', sortOrder: 'descending' })).toEqual(upwards.toReversed());

    await send('DELETE', `/Users/${ada}`);
    expect(await find('/Users', { filter: 'userName pr', sortBy: 'userName' })).toEqual([
      'Benjamin',
      'Ольга',
    ]);
    expect(await find('/Groups', { filter: `members eq "${ada}" or members gt "~"` })).toEqual([]);
  });
});
