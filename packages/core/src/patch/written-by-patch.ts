import { namedPaths, type NamedPaths } from '../resource/named-paths.ts';
import { writtenPaths } from '../resource/written-paths.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import type { BoundOperation } from './ast.ts';

/**
 * What a PATCH has written, for a type with attributes that are returned on request.
 *
 * @returns undefined for any other type
 *
 * @example
 * writtenByPatch(operations, userType); // undefined
 */
export function writtenByPatch(
  operations: readonly BoundOperation[],
  type: ResourceType,
): NamedPaths | undefined {
  if (type.isPlain) return undefined;
  return namedPaths(
    operations.flatMap((operation) =>
      operation.kind === 'members' ? [] : writtenPaths(operation.path, operation.value),
    ),
  );
}
