import { engines } from '@scimwright/test-databases';
import { afterEach, describe, expect, it } from 'vitest';
import { bicGroup, bicUser } from './bic-user.fixture.ts';
import { openHosts, type Hosts } from './open-hosts.fixture.ts';
import { until } from './until.fixture.ts';

/** More than one portion of 1,000, so that rows remain for later portions. */
const MANY = 2_500;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function count({ sql }: Hosts, table: string, of: string): Promise<number> {
  const [row] = await sql.run(`select count(*) as total from ${table} where ${of}`);
  return Number(row?.['total']);
}

/** Inserts members into a group beside the host, in place of thousands of requests. */
async function fill({ sql }: Hosts, group: string): Promise<string> {
  const [row] = await sql.run(`select tenant_id from resources where id = '${group}'`);
  const tenant = String(row?.['tenant_id']);
  await sql.run(
    `insert into members (tenant_id, group_id, member_id)
     with recursive n (i) as (select 1 union all select i + 1 from n where i < ${MANY})
     select '${tenant}', '${group}', 'member-' || i from n`,
  );
  return tenant;
}

const idOf = async (answer: Response): Promise<string> => ((await answer.json()) as { id: string }).id;

describe.each(engines)('deletion in steps, while the host is killed, on $name', ({ open }) => {
  it('continues, and deleted data is never visible', { timeout: 180_000 }, async () => {
    const database = await open();
    closing.push(() => database.close());
    const hosts = await openHosts({ database, count: 1 });
    closing.push(() => hosts.close());
    const left = async (): Promise<number> =>
      (await count(hosts, 'members', `group_id = '${group}'`)) +
      (await count(hosts, 'members', `tenant_id = '${gone}'`));

    const contoso = await hosts.admin.openTenant('contoso');
    const group = await idOf(await contoso.send('POST', '/Groups', bicGroup('Everyone')));
    await fill(hosts, group);
    const fabrikam = await hosts.admin.openTenant('fabrikam');
    const theirs = await idOf(await fabrikam.send('POST', '/Groups', bicGroup('Everyone')));
    const gone = await fill(hosts, theirs);

    expect((await contoso.send('DELETE', `/Groups/${group}`)).status).toBe(204);
    const removal = await hosts.admin.send('DELETE', '/tenants/bic/fabrikam?confirm=fabrikam');
    expect(removal).toMatchObject({ status: 200 });
    await hosts.kill(0);
    expect(await left()).toBeGreaterThan(0);
    const deleted = `type = 'group.deleted' and resource_id = '${group}'`;
    expect(await count(hosts, 'events', deleted)).toBe(1);

    await hosts.revive(0);
    expect((await contoso.send('GET', `/Groups/${group}`)).status).toBe(404);
    expect((await fabrikam.send('GET', '/Users?count=1')).status).toBe(401);
    expect((await contoso.send('POST', '/Groups', bicGroup('Everyone'))).status).toBe(201);
    const again = await hosts.admin.openTenant('fabrikam');
    expect((await again.send('POST', '/Users', bicUser('ada'))).status).toBe(201);
    await hosts.kill(0);
    await hosts.revive(0);
    await until(async () => (await left()) === 0, 'the end of what was deleted');
    const found = (await (await again.send('GET', '/Users?count=5')).json()) as { totalResults: number };
    expect(found.totalResults).toBe(1);
    expect((await contoso.send('GET', `/Groups/${group}`)).status).toBe(404);
  });
});
