import type { Connector } from '@scimwright/connector-kit';
import { describeWrongSettings } from '@scimwright/connector-kit/internal';
import { parseResource, openParseContext, ScimError, type JsonObject } from '@scimwright/core';
import { targetAttribute } from '@scimwright/core/resource';
import type { Target } from '@scimwright/core/schema';
import { otherText } from './other-text.ts';
import { entraBody, type Samples } from './samples.ts';
import { sampleValue, writeTarget } from './write-target.ts';

/** A path at which the product accepts only certain texts, with its reason against a made-up one. */
export interface MissingOther {
  readonly path: string;
  readonly why: string;
}

/**
 * The paths of users for which the facts must have a second value: the policies of the connector accept the sample user,
 * and refuse the same user with a made-up value there.
 *
 * @example
 * missingOthers(bic, samples, { roles: ['Viewer', 'Editor'] }); // [{ path: 'roles[primary eq "True"].value', why }]
 */
export function missingOthers(
  connector: Connector,
  samples: Samples,
  settings: unknown,
): readonly MissingOther[] {
  const refusal = (user: JsonObject): string | undefined => refusalOf(connector, settings, user);
  const body = entraBody(connector, samples, 'user');
  // If the sample itself is refused, a refusal says nothing about the made-up value.
  if (refusal(body) !== undefined) return [];
  return connector.users.rows.flatMap(({ path, target }): readonly MissingOther[] => {
    const made = madeUp(samples, path, target);
    const why = made === undefined ? undefined : refusal(writeTarget(body, target, made));
    return why === undefined ? [] : [{ path, why }];
  });
}

/** Undefined if the facts have the value, or none is made up. */
function madeUp(samples: Samples, path: string, target: Target): string | undefined {
  const value = sampleValue(samples.user, target);
  const isText = typeof value === 'string' && targetAttribute(target).type === 'string';
  return isText && samples.other[path] === undefined ? otherText(samples, path, value) : undefined;
}

/** The reason of the connector's policies against a new user. */
function refusalOf(connector: Connector, settings: unknown, body: JsonObject): string | undefined {
  const read = connector.parseSettings(settings);
  if (read.kind === 'refused') throw new Error(describeWrongSettings(connector.displayName, read.faults));
  try {
    const user = parseResource(
      body,
      connector.users.type,
      openParseContext({ off: connector.departuresOff }),
    ).resource;
    connector.checkUser(user, read);
    return connector.refuse?.({ change: 'create', user, settings: read, activeUsers: 0 });
  } catch (error) {
    if (error instanceof ScimError) return error.message;
    throw error;
  }
}
