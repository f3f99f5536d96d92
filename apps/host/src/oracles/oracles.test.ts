import { engines } from '@scimwright/test-databases';
import SCIMMY from 'scimmy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTarget } from '../conformance/open-target.fixture.ts';
import { tenantClient, type TenantClient } from '../tenant-client.fixture.ts';
import { clientRows } from './clients/client-rows.fixture.ts';
import { gitHubClient } from './git-hub-client.fixture.ts';
import { schemaRows, type SchemaAsk } from './schemas/schema-rows.fixture.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const enterprise = 'github-says-so';

let target: Awaited<ReturnType<typeof openTarget>>;
let client: TenantClient;
beforeAll(async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no database to serve from.');
  target = await openTarget(engine);
  client = tenantClient(target.tenantUrl, target.secretToken);
});
afterAll(() => target.close());

const person = (userName: string) => ({
  schemas: [USER],
  userName,
  externalId: `e-${userName}`,
  displayName: userName,
  name: { givenName: 'Mona', familyName: 'Lisa' },
  emails: [{ value: `${userName}@fjordline.example`, type: 'work', primary: true }],
  roles: [{ value: 'user', primary: true }],
});

describe("GitHub's client of its SCIM service", () => {
  const github = () => gitHubClient(target, 'application/scim+json');

  it('creates, reads, lists, filters, patches, replaces and deletes a user', async () => {
    const { data: created, status } = await github().provisionEnterpriseUser({
      enterprise,
      ...person('mona'),
    });
    expect(status).toBe(201);
    const scim_user_id = String(created.id);
    const read = () => github().getProvisioningInformationForEnterpriseUser({ enterprise, scim_user_id });
    expect((await read()).data).toEqual(created);
    const list = async (filter?: string) =>
      (
        await github().listProvisionedIdentitiesEnterprise({
          enterprise,
          startIndex: 1,
          count: 5,
          ...(filter && { filter }),
        })
      ).data;
    expect(await list('userName eq "MONA"')).toMatchObject({
      totalResults: 1,
      Resources: [{ id: scim_user_id }],
    });
    expect(await list('externalId eq "e-nobody"')).toMatchObject({ totalResults: 0 });
    expect(idsOf(await list())).toContain(scim_user_id);
    const Operations = [
      { op: 'replace' as const, value: { active: false } },
      { op: 'replace' as const, path: 'emails[type eq "work"].value', value: 'm@fjordline.example' },
    ];
    const { data: patched } = await github().updateAttributeForEnterpriseUser({
      enterprise,
      scim_user_id,
      schemas: [PATCH_OP],
      Operations,
    });
    expect(patched).toMatchObject({
      active: false,
      emails: [{ value: 'm@fjordline.example', type: 'work', primary: true }],
    });
    const { data: replaced } = await github().setInformationForProvisionedEnterpriseUser({
      enterprise,
      scim_user_id,
      ...person('lisa'),
    });
    expect(replaced).toMatchObject({ userName: 'lisa', id: scim_user_id });
    // A disabled user stays disabled after a PUT without active.
    expect(replaced).toHaveProperty('active', false);
    expect((await github().deleteUserFromEnterprise({ enterprise, scim_user_id })).status).toBe(204);
    await expect(read()).rejects.toMatchObject({ status: 404 });
  });

  it('creates, reads, lists, patches, replaces and deletes a group with its members', async () => {
    const { data: user } = await github().provisionEnterpriseUser({ enterprise, ...person('member') });
    const group = (displayName: string, members: readonly object[]) => ({
      schemas: [GROUP],
      displayName,
      externalId: 'g1',
      members,
    });
    const { data: created } = await github().provisionEnterpriseGroup({
      enterprise,
      ...group('Crew', []),
    });
    const scim_group_id = String(created.id);
    const members = [{ value: String(user.id) }];
    await github().updateAttributeForEnterpriseGroup({
      enterprise,
      scim_group_id,
      schemas: [PATCH_OP],
      Operations: [{ op: 'add', path: 'members', value: members }],
    });
    const read = () => github().getProvisioningInformationForEnterpriseGroup({ enterprise, scim_group_id });
    expect((await read()).data).toMatchObject({ displayName: 'Crew', members });
    const { data: found } = await github().listProvisionedGroupsEnterprise({
      enterprise,
      filter: 'displayName eq "crew"',
      excludedAttributes: 'members',
    });
    expect(found).toMatchObject({ totalResults: 1, Resources: [{ id: scim_group_id }] });
    await github().setInformationForProvisionedEnterpriseGroup({
      enterprise,
      scim_group_id,
      ...group('Watch', []),
    });
    expect((await read()).data).not.toHaveProperty('members');
    await github().deleteScimGroupFromEnterprise({ enterprise, scim_group_id });
    await expect(read()).rejects.toMatchObject({ status: 404 });
  });

  it.each(clientRows)('gets a different answer about $about: $ask.accept', async ({ ask, ours }) => {
    let accepted: string | null = null;
    const watched = gitHubClient(target);
    await expect(watched.listProvisionedIdentitiesEnterprise({ enterprise })).rejects.toSatisfy(
      (error: {
        status: number;
        response: { headers: object };
        request?: { headers: { accept: string } };
      }) => {
        accepted = error.request?.headers.accept ?? null;
        return String(error.status) === ours;
      },
    );
    expect(accepted).toBe(ask.accept);
  });
});

describe('the messages and schemas of scimmy', () => {
  const json = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> =>
    (await (await client.send(method, path, body)).json()) as Record<string, unknown>; // SCIM messages are objects

  it('make requests that we accept, and parse our answers', async () => {
    const created = await json('POST', '/Users', {
      ...person('scimmy'),
      [ENTERPRISE]: { department: 'Ops' },
    });
    SCIMMY.Schemas.User.extend(SCIMMY.Schemas.EnterpriseUser as never, false);
    expect(JSON.parse(JSON.stringify(new SCIMMY.Schemas.User(created as never, 'out')))).toMatchObject({
      userName: 'scimmy',
      [ENTERPRISE]: { department: 'Ops' },
    });

    const search = new SCIMMY.Messages.SearchRequest().prepare({
      filter: 'emails[type eq "work" and value co "scimmy@"]',
      attributes: ['userName'],
      count: 3,
    });
    const found = await json('POST', '/Users/.search', search);
    const list = new SCIMMY.Messages.ListResponse(found as never);
    expect([list.totalResults, list.itemsPerPage, list.Resources.map(({ id }) => id)]).toEqual([
      1,
      1,
      [created['id']],
    ]);

    const patch = new SCIMMY.Messages.PatchOp({
      schemas: [PATCH_OP],
      Operations: [{ op: 'replace', path: 'title', value: 'Planner' }],
    });
    const patched = await json('PATCH', `/Users/${String(created['id'])}`, patch);
    expect(new SCIMMY.Schemas.User(patched as never, 'out')).toMatchObject({ title: 'Planner' });

    const refused = await json('GET', '/Users?filter=title+xx+%22a%22');
    // The client throws the answer.
    expect(() => new SCIMMY.Messages.ErrorResponse(refused as never)).toThrow(
      expect.objectContaining({ status: '400', scimType: 'invalidFilter' }),
    );
  });

  it.each([
    ['ServiceProviderConfig', '/ServiceProviderConfig'],
    ['ResourceType', '/ResourceTypes/User'],
    ['ResourceType', '/ResourceTypes/Group'],
  ] as const)('accept our %s, except as the rows say', async (schema, path) => {
    const { schemas: _, meta: __, ...answer } = await json('GET', path);
    const taken = SCIMMY.Schemas[schema].definition.coerce(structuredClone(answer), 'out') as object;
    const lost = pathsOf(answer).filter((name) => !pathsOf(JSON.parse(JSON.stringify(taken))).includes(name));
    expect(lost).toEqual(schemaRows.flatMap(({ ask }) => (ask.schema === schema ? [ask.attribute] : [])));
  });

  it('have the same characteristics of every attribute as ours, except as the rows say', async () => {
    const found: { ask: SchemaAsk; theirs: unknown; ours: unknown }[] = [];
    for (const schema of ['User', 'Group', 'EnterpriseUser'] as const) {
      const theirs = JSON.parse(JSON.stringify(SCIMMY.Schemas[schema].definition.describe())) as Described;
      const ours = (await json('GET', `/Schemas/${theirs.id}`)) as unknown as Described;
      found.push(...differences(schema, flat(theirs.attributes), flat(ours.attributes)));
    }
    const said = schemaRows
      .filter(({ ask }) => ask.schema !== 'ServiceProviderConfig')
      .map(({ ask, theirs, ours }) => ({ ask, theirs, ours }));
    expect(sorted(found)).toEqual(sorted(said));
  });
});

/** The ids in a list. */
const idsOf = ({ Resources }: Readonly<Record<string, unknown>>): readonly unknown[] =>
  (Resources as readonly { readonly id: string }[]).map(({ id }) => id); // RFC 7644 §3.4.2: resources, each with its id

/** All names in a JSON value, each once. */
function pathsOf(value: unknown, prefix = ''): readonly string[] {
  const inside = [value]
    .flat()
    .flatMap((each: unknown) =>
      typeof each !== 'object' || each === null
        ? []
        : Object.entries(each).flatMap(([key, part]) => [prefix + key, ...pathsOf(part, `${prefix}${key}.`)]),
    );
  return [...new Set(inside)];
}

interface Described {
  readonly id: string;
  readonly attributes: readonly DescribedAttribute[];
}
interface DescribedAttribute {
  readonly name: string;
  readonly subAttributes?: readonly DescribedAttribute[];
  readonly [characteristic: string]: unknown;
}

const flat = (
  attributes: readonly DescribedAttribute[],
  prefix = '',
): readonly (readonly [string, DescribedAttribute])[] =>
  attributes.flatMap((each) => [
    [`${prefix}${each.name}`, each] as const,
    ...flat(each.subAttributes ?? [], `${prefix}${each.name}.`),
  ]);

const CHARACTERISTICS = [
  'type',
  'multiValued',
  'required',
  'caseExact',
  'mutability',
  'returned',
  'uniqueness',
  'canonicalValues',
  'referenceTypes',
];
/** Fills in the defaults of RFC 7643 §2.2 for omitted characteristics. */
const DEFAULTS: Readonly<Record<string, unknown>> = { caseExact: false, uniqueness: 'none' };

function differences(
  schema: SchemaAsk['schema'],
  theirs: ReturnType<typeof flat>,
  ours: ReturnType<typeof flat>,
) {
  const [others, own] = [new Map(theirs), new Map(ours)];
  return [...new Set([...others.keys(), ...own.keys()])].flatMap((attribute) => {
    const [a, b] = [others.get(attribute), own.get(attribute)];
    const is = (each: unknown) => (each === undefined ? 'not there' : 'there');
    if (a === undefined || b === undefined)
      return [
        { ask: { schema, attribute, characteristic: 'presence' } as SchemaAsk, theirs: is(a), ours: is(b) },
      ];
    return CHARACTERISTICS.flatMap((characteristic) => {
      const [said, saidByUs] = [a, b].map((each) => each[characteristic] ?? DEFAULTS[characteristic]);
      if (JSON.stringify(said) === JSON.stringify(saidByUs)) return [];
      return [{ ask: { schema, attribute, characteristic } as SchemaAsk, theirs: said, ours: saidByUs }];
    });
  });
}

const sorted = (rows: readonly { readonly ask: SchemaAsk }[]) =>
  rows.toSorted((a, b) => (JSON.stringify(a.ask) < JSON.stringify(b.ask) ? -1 : 1));
