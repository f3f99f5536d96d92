import type { Connector } from '@scimwright/connector-kit';
import { ScimError, type ResourceType } from '@scimwright/core';

/** The id in a URL whose Tenant URL already ends in the endpoint that Entra adds. */
const DOUBLED: ReadonlySet<string | undefined> = new Set(['Users', 'Groups']);

/** The refusal of a request for a resource that does not exist. */
export function notFound(type: ResourceType, id: string): ScimError {
  return DOUBLED.has(id)
    ? doubled(type.endpoint)
    : new ScimError('notFound', `This tenant has no ${type.name} with this id.`);
}

/** The refusal of a request for groups, when the product has none. */
export function noGroups({ displayName }: Connector, id: string | undefined): ScimError {
  return DOUBLED.has(id)
    ? doubled('/Groups')
    : new ScimError('notFound', `${displayName} has no groups. Turn off the group mapping in Entra.`);
}

function doubled(endpoint: string): ScimError {
  return new ScimError(
    'notFound',
    `The Tenant URL ends in ${endpoint}, which Entra adds itself. Remove it from the end.`,
  );
}
