import { defineConnector } from '@scimwright/connector-kit';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { flowDefinition, flowUser, serveFlow, type Served } from './serve.fixture.ts';

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

it('the settings of a tenant are parsed once for a request, however many operations it has', async () => {
  let readings = 0;
  const settings = z.strictObject({}).refine(() => {
    readings += 1;
    return true;
  });
  const connector = defineConnector({ ...flowDefinition, settings, refuse: () => undefined });
  served = await serveFlow({ connector });
  readings = 0;
  const Operations = ['ada', 'bo', 'cy'].map((name) => ({
    method: 'POST',
    path: '/Users',
    bulkId: name,
    data: flowUser(name),
  }));
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'];
  const { body } = await served.send('POST', '/Bulk', { schemas, Operations });
  expect(body['Operations']).toMatchObject([{ status: '201' }, { status: '201' }, { status: '201' }]);
  expect(readings).toBe(1);
});
