import { defineConnector, adminEnabledToken } from '@scimwright/connector-kit';
import { memoryStore } from '@scimwright/store';
import { expect, it } from 'vitest';
import { flowDefinition } from '../serve.fixture.ts';
import type { AdminDeps } from './admin-deps.ts';
import { createTenant, enableTenant } from './tenants.ts';

const desk = defineConnector({
  ...flowDefinition,
  id: 'desk',
  token: adminEnabledToken({ where: 'Admin > Settings', enables: 'Entra provisioning', overlapDays: 7 }),
});

it('twenty simultaneous enables of a tenant make one token', async () => {
  const deps: AdminDeps = {
    connectors: [desk],
    store: memoryStore(),
    clock: () => new Date(),
    ids: () => crypto.randomUUID(),
  };
  const tenant = await createTenant(deps, { connector: 'desk', name: 'contoso' });
  const enabled = await Promise.all(
    Array.from({ length: 20 }, () => enableTenant(deps, tenant, { createdBy: 'ada' })),
  );
  expect(enabled.filter(({ issued }) => issued !== undefined)).toHaveLength(1);
  expect(enabled.every((one) => one.tenant.enabled)).toBe(true);
  expect(await deps.store.tokens.list(tenant.id)).toHaveLength(1);
});
