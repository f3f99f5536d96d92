import { describe, expect, it } from 'vitest';
import { send } from '../serve/send.ts';
import type { ConnectorSuite } from './connector-suite.ts';

/** The request of Test Connection: it looks for a user that cannot exist. */
const TEST_CONNECTION = {
  method: 'GET',
  path: '/Users?filter=userName+eq+%227d1f2c9e-4b1a-4c55-9a8e-51b1f0a1c0de%22',
};

/** A Tenant URL in its parts. */
interface TenantUrl {
  readonly origin: string;
  readonly path: string;
}

/** Wrong values of Tenant URL, each with a pattern for the message that the administrator reads. */
const MISTAKES: readonly (readonly [what: string, change: (url: TenantUrl) => string, told: RegExp])[] = [
  ['with its path twice', ({ origin, path }) => `${origin}${path}${path}`, /path twice/],
  [
    'with the end of its path twice',
    ({ origin, path }) => `${origin}${path}${/\/[^/]+\/[^/]+$/.exec(path)?.[0] ?? ''}`,
    /path twice/,
  ],
  ['that ends in /Users', ({ origin, path }) => `${origin}${path}/Users`, /ends in \/Users/],
  ['that ends in /Groups', ({ origin, path }) => `${origin}${path}/Groups`, /ends in .*\/Groups/],
  ['of another version', ({ origin, path }) => `${origin}${path.replace(/(\/v2)?$/, '/v1')}`, /version/],
  ['in capitals', ({ origin, path }) => `${origin}${path.replace('/scim', '/SCIM')}`, /misspelled/],
  ['of something else', ({ origin }) => `${origin}/product/api`, /nothing at this path/],
  ['without its path', ({ origin }) => origin, /nothing at this path/],
];

/**
 * Tests that the answer at a Tenant URL with a common mistake names the mistake. Mistakes in a token are tested with the
 * token flow.
 */
export function describeMistakes({ connector, server }: ConnectorSuite): void {
  const shape = connector.path.replace(':tenant', '{tenant}');

  describe('Test Connection', () => {
    it('finds no user at the right Tenant URL', async () => {
      const answer = await send(await server().openTenant(), TEST_CONNECTION);
      expect(answer).toMatchObject({ status: 200, body: { totalResults: 0, Resources: [] } });
    });

    it('finds no group there either, even if the product has no groups', async () => {
      const path = TEST_CONNECTION.path.replace('/Users', '/Groups').replace('userName', 'displayName');
      const answer = await send(await server().openTenant(), { ...TEST_CONNECTION, path });
      expect(answer).toMatchObject({ status: 200, body: { totalResults: 0, Resources: [] } });
    });

    it('may put a slash after /Users', async () => {
      const path = TEST_CONNECTION.path.replace('/Users', '/Users/');
      const answer = await send(await server().openTenant(), { ...TEST_CONNECTION, path });
      expect(answer).toMatchObject({ status: 200, body: { totalResults: 0 } });
    });

    it('finds no user at a Tenant URL with a slash at its end either', async () => {
      const { tenantUrl: right, secretToken } = await server().openTenant();
      const answer = await send({ tenantUrl: `${right}/`, secretToken }, TEST_CONNECTION);
      expect(answer).toMatchObject({ status: 200, body: { totalResults: 0, Resources: [] } });
    });

    for (const [what, change, told] of MISTAKES) {
      it(`shows the mistake in a Tenant URL ${what}`, async () => {
        const { tenantUrl: right, secretToken } = await server().openTenant();
        const { origin, pathname } = new URL(right);
        const tenantUrl = change({ origin, path: pathname });
        const answer = await send({ tenantUrl, secretToken }, TEST_CONNECTION);
        expect(answer).toMatchObject({ status: 404 });
        expect(answer).toHaveProperty('body.detail', expect.stringMatching(told));
      });
    }

    it('shows the shape of the right Tenant URL if the wrong one begins like it', async () => {
      const { tenantUrl: right, secretToken } = await server().openTenant();
      const begin = new URL(`/${shape.split('/')[1]}`, right).href;
      const answer = await send({ tenantUrl: begin, secretToken }, TEST_CONNECTION);
      expect(answer).toHaveProperty('body.detail', expect.stringContaining(shape));
    });
  });
}
