import { ok } from 'node:assert/strict';
import type { Json } from '@scimwright/core';
import { LIST_RESPONSE } from '@scimwright/core/messages';
import { accepted } from '../check/accepted.ts';
import { at } from './answer.ts';
import type { TenantClient } from './open-tenant-client.ts';

/**
 * The elements of a complete list.
 *
 * @throws AssertionError when the answer is not a list, or its total differs from its length
 */
export async function listed(tenant: TenantClient, path: string): Promise<readonly Json[]> {
  const answer = accepted(await tenant.get(path), 200, { schemas: [LIST_RESPONSE] });
  const items = at(answer.body, 'Resources') as readonly Json[]; // the answer is a list
  accepted(answer, 200, { totalResults: items.length });
  return items;
}

/** An attribute definition, and whether it is that of a sub-attribute. */
export interface Defined {
  readonly schema: string;
  readonly name: string;
  readonly definition: Json;
  readonly isInside: boolean;
}

/**
 * Every attribute definition of every schema, including sub-attributes.
 *
 * @throws AssertionError when there is none
 */
export async function everyAttribute(tenant: TenantClient): Promise<readonly Defined[]> {
  const schemas = await listed(tenant, '/Schemas');
  ok(schemas.length > 0, 'there are no schemas');
  return schemas.flatMap((schema) => {
    const urn = String(at(schema, 'id'));
    const attributes = attributesIn(at(schema, 'attributes'));
    ok(attributes.length > 0, `${urn} has no attributes`);
    return attributes.flatMap((attribute) => {
      const name = String(at(attribute, 'name'));
      const parts = attributesIn(at(attribute, 'subAttributes'));
      return [
        { schema: urn, name, definition: attribute, isInside: false },
        ...parts.map((part) => ({
          schema: urn,
          name: `${name}.${String(at(part, 'name'))}`,
          definition: part,
          isInside: true,
        })),
      ];
    });
  });
}

function attributesIn(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}
