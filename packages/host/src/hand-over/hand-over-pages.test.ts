import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveAdmin, type ServedAdmin } from '../admin-api/serve-admin.fixture.ts';

let served: ServedAdmin;
beforeAll(async () => {
  served = await serveAdmin();
});
afterAll(() => served.close());

let tenants = 0;

async function makeLink(body: object = {}) {
  tenants += 1;
  const path = `/tenants/flow/tenant-${tenants}`;
  await served.send('POST', '/tenants', {
    connector: 'flow',
    tenant: `tenant-${tenants}`,
    entitlements: ['flow-api'],
  });
  const made = await served.send('POST', `${path}/hand-overs`, body);
  expect([made.status, made.text]).toEqual([201, expect.anything()]);
  const { link, handOver } = made.body<{ link: string; handOver: { id: string } }>();
  return { path, link, handOver };
}

async function open(link: string, method = 'GET') {
  const answer = await fetch(link, { method });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

const handOversOf = async (path: string) =>
  (await served.send('GET', `${path}/hand-overs`)).body<{ handOvers: readonly object[] }>().handOvers;

const tokenIn = (html: string): string | undefined => /scimw_[\w-]+/.exec(html)?.[0];

describe('a hand-over link', () => {
  it('is not used up when it is opened, even repeatedly', async () => {
    const { path, link } = await makeLink();
    for (const method of ['GET', 'HEAD', 'GET']) expect((await open(link, method)).status).toBe(200);
    const { html } = await open(link);
    expect(html).toContain('Contoso Flow');
    expect(html).toContain(path.split('/').at(-1));
    expect(html).toContain('<form method="post">');
    expect(tokenIn(html)).toBeUndefined();
    expect(await handOversOf(path)).toMatchObject([{ state: 'open' }]);
    expect((await served.send('GET', `${path}/tokens`)).body()).toEqual({ tokens: [] });
  });

  it('shows Tenant URL and Secret Token once, after a press of the button', async () => {
    const { path, link, handOver } = await makeLink({ description: 'Entra', createdBy: 'support' });
    const { status, html } = await open(link, 'POST');
    expect(status).toBe(200);
    expect(html).toContain('Secret Token');
    const tenantUrl = `${served.host.url}/flow/${path.split('/').at(-1)}/scim/v2`;
    expect(html).toContain(tenantUrl);
    const authorization = `Bearer ${tokenIn(html)}`;
    const used = await fetch(`${tenantUrl}/Users`, { headers: { Authorization: authorization } });
    expect(used.status).toBe(200);

    const { tokens } = (await served.send('GET', `${path}/tokens`)).body<{ tokens: { id: string }[] }>();
    expect(tokens).toMatchObject([{ description: 'Entra', createdBy: 'support', state: 'live' }]);
    expect(await handOversOf(path)).toEqual([
      expect.objectContaining({
        id: handOver.id,
        state: 'redeemed',
        createdBy: 'support',
        redeemed: expect.any(String) as string,
        tokenId: tokens[0]?.id,
      }),
    ]);
    for (const method of ['GET', 'POST']) {
      const again = await open(link, method);
      expect(again.status).toBe(410);
      expect(again.html).toMatch(/This link was used on \d{4}-\d\d-\d\d at \d\d:\d\d UTC/);
      expect(tokenIn(again.html)).toBeUndefined();
    }
  });

  it('issues one token if twenty people press the button at once', async () => {
    const { path, link } = await makeLink();
    const answers = await Promise.all(Array.from({ length: 20 }, () => open(link, 'POST')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(19);
    expect((await served.send('GET', `${path}/tokens`)).body<{ tokens: [] }>().tokens).toHaveLength(1);
  });

  it('keeps every answer out of caches and previews', async () => {
    const { link } = await makeLink();
    for (const method of ['GET', 'POST']) {
      const { headers, html } = await open(link, method);
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(headers.get('X-Robots-Tag')).toContain('noindex');
      expect(headers.get('Content-Security-Policy')).toMatch(/^default-src 'none';/);
      expect(headers.get('Content-Security-Policy')).not.toContain('unsafe');
      expect(html).not.toMatch(/<script|<link|<img|https?:\/\/(?!127\.0\.0\.1)/);
    }
  });

  it.each([
    ['PUT', 405],
    ['DELETE', 405],
    ['OPTIONS', 405],
  ])('is not used up by %s', async (method, status) => {
    const { path, link } = await makeLink();
    expect((await open(link, method)).status).toBe(status);
    expect(await handOversOf(path)).toMatchObject([{ state: 'open' }]);
  });

  it.each([
    ['nobody made', (link: string) => link.replace(/scimh_.*/, `scimh_${'A'.repeat(51)}`)],
    ['is cut off', (link: string) => link.slice(0, -1)],
    ['has more after it', (link: string) => `${link}/x`],
    ['has no code', (link: string) => link.replace(/scimh_.*/, '')],
    ['has a hash in place of its code', (link: string) => link.replace(/scimh_.*/, '0'.repeat(64))],
    ['has a broken escape', (link: string) => link.replace(/scimh_.*/, '%E0%A4%A')],
  ])('that %s is unknown', async (_, change) => {
    const { link } = await makeLink();
    for (const method of ['GET', 'POST']) {
      const { status, html } = await open(change(link), method);
      expect(status).toBe(404);
      expect(html).toContain('This link is not known');
    }
  });

  it('is not used up while the tenant may not have a token, and works once it may', async () => {
    const { path, link } = await makeLink();
    await served.send('PATCH', path, { entitlements: [] });
    const refused = await open(link, 'POST');
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('flow-api');
    await served.send('PATCH', path, { entitlements: ['flow-api'] });
    for (const description of ['one', 'two']) await served.send('POST', `${path}/tokens`, { description });
    const tooMany = await open(link, 'POST');
    expect(tooMany.status).toBe(409);
    expect(tooMany.html).toMatch(/has 2 tokens that work.*Ask support to revoke/);
    expect((await served.send('POST', `${path}/tokens`)).text).toMatch(
      /Revoke the one.*scimwright token list flow/,
    );
    const { tokens } = (await served.send('GET', `${path}/tokens`)).body<{ tokens: { id: string }[] }>();
    await served.send('POST', `${path}/tokens/${tokens[0]?.id}/revoke`);
    expect(tokenIn((await open(link, 'POST')).html)).toBeDefined();
  });

  it('tells the customer whom to ask if the tenant is the reason', async () => {
    const { path, link } = await makeLink();
    await served.send('PATCH', path, { entitlements: [] });
    expect((await open(link, 'POST')).html).toContain('Write to Flow support.');
    const support = await served.send('POST', `${path}/hand-overs`, {});
    expect(support.text).toContain("add it to the tenant's entitlements");
    expect(support.text).not.toContain('Write to Flow support.');
  });

  it('issues no token after it is withdrawn, says when that was, and is listed as withdrawn', async () => {
    const { path, link, handOver } = await makeLink();
    const withdrawn = await served.send('POST', `${path}/hand-overs/${handOver.id}/withdraw`);
    expect([withdrawn.status, withdrawn.body()]).toEqual([
      200,
      expect.objectContaining({
        id: handOver.id,
        state: 'withdrawn',
        withdrawn: expect.any(String) as string,
      }),
    ]);
    for (const method of ['GET', 'POST']) {
      const { status, html } = await open(link, method);
      expect(status).toBe(410);
      expect(html).toMatch(/This link was withdrawn on \d{4}-\d\d-\d\d at \d\d:\d\d UTC\. Ask support/);
    }
    expect(await handOversOf(path)).toMatchObject([{ state: 'withdrawn' }]);
    expect((await served.send('GET', `${path}/tokens`)).body()).toEqual({ tokens: [] });
  });

  it.each([
    [
      'was used',
      async (link: string) => void (await open(link, 'POST')),
      409,
      /was used on .* scimwright token revoke flow tenant-\d+ \S+$/,
    ],
    [
      'was withdrawn',
      async (_: string, withdraw: () => Promise<unknown>) => void (await withdraw()),
      409,
      /was withdrawn on /,
    ],
    ['has expired', async () => served.passHours(25), 409, /expired on /],
  ] as const)('that %s cannot be withdrawn, and the refusal says why', async (_, happen, status, told) => {
    const { path, link, handOver } = await makeLink();
    const withdraw = () => served.send('POST', `${path}/hand-overs/${handOver.id}/withdraw`);
    await happen(link, withdraw);
    const refused = await withdraw();
    expect(refused.status).toBe(status);
    expect(refused.body<{ message: string }>().message).toMatch(told);
  });

  it('of another tenant cannot be withdrawn', async () => {
    const [mine, other] = [await makeLink(), await makeLink()];
    const refused = await served.send('POST', `${other.path}/hand-overs/${mine.handOver.id}/withdraw`);
    expect([refused.status, refused.text]).toEqual([404, expect.stringContaining('has no hand-over link')]);
    expect(await handOversOf(mine.path)).toMatchObject([{ state: 'open' }]);
  });

  it('is deleted with its tenant', async () => {
    const { path, link } = await makeLink();
    await served.send('DELETE', `${path}?confirm=${path.split('/').at(-1)}`);
    expect((await open(link, 'POST')).status).toBe(404);
  });

  it('expires, and says when', async () => {
    const { path, link } = await makeLink();
    served.passHours(25);
    for (const method of ['GET', 'POST']) {
      const { status, html } = await open(link, method);
      expect(status).toBe(410);
      expect(html).toMatch(/This link expired on \d{4}-\d\d-\d\d at \d\d:\d\d UTC/);
    }
    expect(await handOversOf(path)).toMatchObject([{ state: 'expired' }]);
    expect(served.lines).toEqual([]);
  });
});
