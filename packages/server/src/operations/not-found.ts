import type { Connector } from '@scimwright/connector-kit';
import { ScimError, type ResourceType } from '@scimwright/core';

/** What stands for an id when the Tenant URL already ends in what Entra adds to it. */
const DOUBLED: ReadonlySet<string | undefined> = new Set(['Users', 'Groups']);

/**
 * The refusal of a request about a resource that is not there.
 *
 * @example
 * throw notFound(userType, '2819');
 */
export function notFound(type: ResourceType, id: string): ScimError {
  return DOUBLED.has(id)
    ? doubled(type.endpoint)
    : new ScimError('notFound', `This tenant has no ${type.name} with this id.`);
}

/**
 * The refusal of a request about groups where the product has none.
 *
 * @example
 * throw noGroups(flow, undefined);
 */
export function noGroups({ displayName }: Connector, id: string | undefined): ScimError {
  return DOUBLED.has(id)
    ? doubled('/Groups')
    : new ScimError('notFound', `${displayName} has no groups: switch the mapping of groups off in Entra.`);
}

function doubled(endpoint: string): ScimError {
  return new ScimError(
    'notFound',
    `The Tenant URL ends in ${endpoint}, which Entra adds itself: take it away.`,
  );
}
