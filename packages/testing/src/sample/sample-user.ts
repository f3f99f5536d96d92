import type { Connector } from '@scimwright/connector-kit';
import type { Json, JsonObject } from '@scimwright/core';
import { targetAttribute } from '@scimwright/core/resource';
import type { Attribute } from '@scimwright/core/schema';
import { writeTarget } from './write-target.ts';

/**
 * A user with a made-up value in each row of a connector, for tests in which any value will do. It has no whole complex
 * attributes and no references to other resources.
 *
 * @example
 * sampleUser(flow); // { userName: 'sample userName', active: true }
 */
export function sampleUser({ users }: Connector): JsonObject {
  return users.rows.reduce<JsonObject>((user, { target }) => {
    const value = sampleOf(targetAttribute(target));
    return value === undefined ? user : writeTarget(user, target, value);
  }, {});
}

function sampleOf({ name, type }: Attribute): Json | undefined {
  switch (type) {
    case 'string':
      return `sample ${name}`;
    case 'boolean':
      return true;
    case 'integer':
    case 'decimal':
      return 7;
    case 'dateTime':
      return '2026-01-31T12:00:00Z';
    case 'binary':
      return 'c2FtcGxl';
    case 'reference':
      return `https://contoso.example/${name}`;
    case 'complex':
      return undefined;
    default:
      return type satisfies never;
  }
}
