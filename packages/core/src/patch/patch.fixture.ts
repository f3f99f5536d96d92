import { openParseContext, type ParseContext } from '../dialect/parse-context.ts';
import type { Json, JsonObject } from '../json.ts';
import { PATCH_OP } from '../message/urn.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { ENTERPRISE_USER } from '../schema/urn.ts';
import { applyPatch, type Patched } from './apply.ts';
import { bindPatch } from './bind.ts';
import { decodePatch } from './decode.ts';

/** An operation as a client sends it. */
export interface Operation {
  readonly op: string;
  readonly path?: string;
  readonly value?: Json;
}

/** Decodes, binds and applies a PATCH. */
export function patch(
  type: ResourceType,
  resource: JsonObject,
  operations: readonly Operation[],
  context: ParseContext = openParseContext(),
): Patched {
  const decoded = decodePatch({ schemas: [PATCH_OP], Operations: operations }, context);
  return applyPatch(resource, bindPatch(decoded, type, context), type, context);
}

/** Freezes a value and everything in it. */
export function deepFreeze<Value extends Json>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) deepFreeze(part as Json); // parts of a JSON value
  return Object.freeze(value);
}

const work = { type: 'work', value: 'a@work', primary: true };
const home = { type: 'home', value: 'a@home' };

/** The user of the examples of the RFC. */
export const ada = deepFreeze({
  userName: 'ada',
  title: 'Planner',
  active: true,
  name: { givenName: 'Ada', familyName: 'Byron' },
  emails: [work, home],
  [ENTERPRISE_USER]: { department: 'Ops', manager: { value: 'm1', $ref: '../Users/m1' } },
});
export const [adaAtWork, adaAtHome] = [work, home];

/** An object without some of its keys. */
export function without(object: JsonObject, ...keys: string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
