import type { Connector } from '@scimwright/connector-kit';
import type { JsonObject } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import { demoGroup, demoPeople } from './people.ts';
import { resourceOf } from './resource-of.ts';

/**
 * Creates the demo's people and group in a tenant, through its tenant URL as Entra would. It continues after a refusal.
 *
 * @returns a sentence about the first refusal, if there was one
 */
export async function fillTenant(
  connector: Connector,
  tenant: { readonly tenantUrl: string; readonly secretToken: string },
): Promise<string | undefined> {
  let refused: string | undefined;
  const send = async (method: string, path: string, body: JsonObject): Promise<string | undefined> => {
    const answer = await fetch(`${tenant.tenantUrl}${path}`, {
      method,
      headers: { Authorization: `Bearer ${tenant.secretToken}`, 'Content-Type': 'application/scim+json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    const { id, detail = '' } = (text === '' ? {} : JSON.parse(text)) as { id?: string; detail?: string }; // the host answers JSON
    if (!answer.ok) refused ??= `${method} ${path} was answered ${answer.status}: ${detail}`;
    return id;
  };
  const members: JsonObject[] = [];
  for (const body of peopleOf(connector)) {
    const id = await send('POST', '/Users', body);
    if (id !== undefined) members.push({ value: id });
  }
  if (connector.groups === undefined || members.length === 0) return refused;
  const id = await send('POST', '/Groups', resourceOf(connector.groups, demoGroup));
  if (id !== undefined) {
    await send('PATCH', `/Groups/${id}`, {
      schemas: [PATCH_OP],
      Operations: [{ op: 'Add', path: 'members', value: members }],
    });
  }
  return refused;
}

/** The people of the connector, completed with the demo's values; or the demo's own people. */
function peopleOf({ users, demo: { people, role } }: Connector): readonly JsonObject[] {
  const given = people ?? demoPeople.map(() => ({}));
  return given.flatMap((values, at) => {
    const person = demoPeople[at % demoPeople.length];
    const name = role?.names[at % role.names.length];
    const roles = role === undefined || name === undefined ? {} : { [role.path]: name };
    return person === undefined ? [] : [resourceOf(users, person, { ...roles, ...values })];
  });
}
