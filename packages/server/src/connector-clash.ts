import type { Connector } from '@scimwright/connector-kit';

/**
 * Why connectors cannot be served together: two have the same id, or the tenant URL of one also matches the other.
 *
 * @returns undefined when they do not clash
 *
 * @example
 * connectorClash([flow, bic]); // undefined
 */
export function connectorClash(
  connectors: readonly Pick<Connector, 'id' | 'displayName' | 'path'>[],
): string | undefined {
  for (const [at, one] of connectors.entries()) {
    for (const other of connectors.slice(0, at)) {
      const both = `"${other.displayName}" and "${one.displayName}"`;
      if (one.id === other.id) {
        return `The connectors ${both} have the same id, ${one.id}. Give one of them another id, or serve only one of them.`;
      }
      if (isSamePath(one.path, other.path)) {
        const paths = one.path === other.path ? one.path : `${other.path} and ${one.path}`;
        return `The connectors ${both} have the same path in their tenant URLs: ${paths}. Give one of them another path, or serve only one of them.`;
      }
    }
  }
  return undefined;
}

/** Whether one URL can match both paths: a tenant may have the name that stands in the path of the other. */
function isSamePath(left: string, right: string): boolean {
  const [parts, others] = [left.split('/'), right.split('/')];
  return (
    parts.length === others.length &&
    parts.every((part, at) => part === others[at] || part === ':tenant' || others[at] === ':tenant')
  );
}
