import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTenant, issueToken, serveAdmin, type ServedAdmin } from './serve-admin.fixture.ts';

let served: ServedAdmin;
beforeAll(async () => {
  served = await serveAdmin();
});
afterAll(() => served.close());

describe('tokens', () => {
  it('that still work are listed with their expiry when another one is revoked', async () => {
    const { path } = await createTenant(served);
    const [old, later] = [
      await issueToken(served, path),
      await issueToken(served, path, { description: 'Next', expires: '2099-01-01T00:00:00Z' }),
    ];
    const revoked = await served.send('POST', `${path}/tokens/${old.token.id}/revoke`);
    expect(revoked.body()).toMatchObject({
      left: [{ id: later.token.id, expires: '2099-01-01T00:00:00.000Z' }],
      message: `The token ${later.token.id} (Next) works until 2099-01-01 at 00:00 UTC.`,
    });
  });

  it('with an expiry start no rotation: the others keep their own expiry', async () => {
    const { path } = await createTenant(served);
    const first = await issueToken(served, path);
    await issueToken(served, path, { description: 'Audit', expires: '2099-01-01T00:00:00Z' });
    const listed = await served.send('GET', `${path}/tokens`);
    const { tokens } = listed.body<{ tokens: readonly { id: string; expires?: string }[] }>();
    expect(tokens.find(({ id }) => id === first.token.id)).not.toHaveProperty('expires');
    const { left } = (await served.send('POST', `${path}/tokens/${first.token.id}/revoke`)).body<{
      left: readonly object[];
    }>();
    expect(left).toHaveLength(1);
    const second = await issueToken(served, path);
    expect(second.token).not.toHaveProperty('expires');
  });

  it.each([
    ['the last one', 'flow', { entitlements: ['flow-api'] }, []],
    ['the last one for Entra, while one with another scope remains', 'wiki', {}, [{ scope: 'Read' }]],
  ])('are missing after %s is revoked, and the answer has the command for a new one', async (...row) => {
    const [, product, more, others] = row;
    const { name, path } = await createTenant(served, product, more);
    for (const other of others) await issueToken(served, path, other);
    const last = await issueToken(served, path);
    const revoked = await served.send('POST', `${path}/tokens/${last.token.id}/revoke`);
    expect(revoked.body()).toMatchObject({
      left: [],
      message: expect.stringMatching(
        new RegExp(`No token of this tenant works.*scimwright token issue ${product} ${name}$`),
      ) as string,
    });
  });

  it.each([
    [
      'of the tenant',
      'flow',
      { entitlements: ['flow-api'] },
      {},
      /^Copy it now into Entra: it cannot be shown again\.$/,
    ],
    [
      'of a scope that Entra cannot use',
      'wiki',
      {},
      { scope: 'Read' },
      /Do not copy it into Entra.*needs Scim/,
    ],
    [
      'before the tab is switched on',
      'board',
      {},
      {},
      /^Copy it now into Entra.*Admin > Provisioning > Enable/,
    ],
  ])('%s are issued with advice on their use', async (_, product, more, wish, told) => {
    const { path } = await createTenant(served, product, more);
    expect(await issueToken(served, path, wish)).toHaveProperty('message', expect.stringMatching(told));
  });

  it('with a scope that Entra cannot use do not count as tokens for provisioning', async () => {
    const { path } = await createTenant(served, 'wiki', {});
    await issueToken(served, path, { scope: 'Read' });
    const health = await served.send('GET', `${path}/health`);
    expect(health.body()).toMatchObject({
      liveTokens: 0,
      warnings: [expect.stringContaining('No token works')],
    });
  });
});
