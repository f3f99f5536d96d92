import { describe, expect, it } from 'vitest';
import { entraBody } from '../sample/samples.ts';
import { createResource } from '../serve/create-resource.ts';
import { disablingProblem } from './disabling-problem.ts';
import type { ConnectorSuite } from './connector-suite.ts';

/**
 * Tests that Entra can disable people, or that the connector says why not and does not pretend to do it.
 */
export function describeDisabling({ connector, samples, server }: ConnectorSuite): void {
  describe('disabling', () => {
    it('uses active, or the connector says in a sentence why it is impossible', () => {
      expect(disablingProblem(connector)).toBeUndefined();
    });

    if (connector.cannotDisable === undefined) return;

    it('is not pretended: the server does not store active', async () => {
      const tenant = await server().openTenant();
      const body = entraBody(connector, samples, 'user', { with: { active: false } });
      const created = await createResource(tenant, '/Users', body);
      expect(created.body).not.toHaveProperty('active');
    });
  });
}
