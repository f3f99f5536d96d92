import type { Connector } from '@scimwright/connector-kit';
import { PATCH_OP, type JsonObject } from '@scimwright/core';
import { demoGroup, demoPeople } from './people.ts';
import { resourceOf } from './resource-of.ts';

/**
 * Puts the demo's people and its group into a tenant, through its tenant URL as Entra would.
 *
 * @throws Error when the tenant refuses one of them
 *
 * @example
 * await fillTenant(bic, { tenantUrl: 'http://127.0.0.1:8080/bic/contoso/scim/v2', secretToken });
 */
export async function fillTenant(
  connector: Connector,
  tenant: { readonly tenantUrl: string; readonly secretToken: string },
): Promise<void> {
  const send = async (method: string, path: string, body: JsonObject): Promise<{ readonly id: string }> => {
    const answer = await fetch(`${tenant.tenantUrl}${path}`, {
      method,
      headers: { Authorization: `Bearer ${tenant.secretToken}`, 'Content-Type': 'application/scim+json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok)
      throw new Error(`${connector.id}: the demo's ${method} ${path} was answered ${answer.status}`);
    return answer.status === 204 ? { id: '' } : ((await answer.json()) as { id: string }); // a SCIM resource has an id
  };
  const members: JsonObject[] = [];
  for (const person of demoPeople) {
    const { id } = await send('POST', '/Users', resourceOf(connector.users, person));
    members.push({ value: id });
  }
  if (connector.groups === undefined) return;
  const { id } = await send('POST', '/Groups', resourceOf(connector.groups, demoGroup));
  await send('PATCH', `/Groups/${id}`, {
    schemas: [PATCH_OP],
    Operations: [{ op: 'Add', path: 'members', value: members }],
  });
}
