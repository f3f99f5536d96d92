import type { Connector } from '@scimwright/connector-kit';
import { isObject, type Json, type JsonObject } from '@scimwright/core';
import type { MappingProfile } from '@scimwright/core/profile';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { profilesOf } from '../connector/profiles-of.ts';
import { findTarget } from './find-target.ts';
import { otherText } from './other-text.ts';
import { sampleValue, writeTarget } from './write-target.ts';

/** Resources that a connector accepts, with everything that it requires. */
export interface Samples {
  readonly user: JsonObject;
  readonly group: JsonObject;
  /** A sample of each declared resource type, by the type's name in lower case. */
  readonly own?: Readonly<Record<string, JsonObject>>;
  /** A second value, by path, where the product accepts only certain values. */
  readonly other: Readonly<Record<string, string>>;
}

/** The URI in `schemas` of every group that Entra creates. */
const ENTRA_GROUP = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group';

/** The `schemas` that Entra sends with each kind, used or not. */
const LISTED: Readonly<Record<string, readonly string[]>> = {
  user: [ENTERPRISE_USER],
  group: [ENTRA_GROUP],
};

/** A difference from the sample: values by path, and attributes to merge unchanged. */
export interface SampleChange {
  readonly set?: Readonly<Record<string, Json>>;
  readonly with?: JsonObject;
}

/**
 * The body with which Entra creates a sample: all schemas, used or not, `meta` with the resource type, and no `id`.
 *
 * @throws Error for a path that the connector does not have
 */
export function entraBody(
  connector: Connector,
  samples: Samples,
  kind: string,
  change: SampleChange = {},
): JsonObject {
  const profile = profileOf(connector, kind);
  const { schema, extensions } = profile.type;
  const listed = [schema.id, ...extensions.map((extension) => extension.schema.id)];
  const plain: JsonObject = {
    schemas: [...new Set([...listed, ...(LISTED[kind] ?? [])])],
    ...sampleOf(samples, kind),
    meta: { resourceType: profile.type.name },
  };
  const set = Object.entries(change.set ?? {}).reduce((body, [path, value]) => {
    const target = findTarget(profile, path);
    // The sample has no attributes that the connector lacks.
    if (target === undefined && value === null) return body;
    if (target === undefined) throw new Error(`${connector.id} has no ${path} in its ${profile.type.name}`);
    return writeTarget(body, target, value);
  }, plain);
  return merge(set, change.with ?? {});
}

/**
 * The value of the sample user at a path, and another that the product accepts there.
 *
 * @throws Error when the sample has no value there
 *
 * @example
 * valuesAt(bic, samples, 'userName').sample; // 'ada@contoso.example'
 */
export function valuesAt(
  connector: Connector,
  samples: Samples,
  path: string,
): { readonly sample: string; readonly other: string } {
  const target = findTarget(connector.users, path);
  const value = target && sampleValue(samples.user, target);
  if (typeof value !== 'string')
    throw new Error(`The sample user of ${connector.id} needs a string at ${path}.`);
  return { sample: value, other: otherText(samples, path, value) };
}

/** The sample of a kind; empty for a declared type without one. */
export function sampleOf({ user, group, own = {} }: Samples, kind: string): JsonObject {
  if (kind === 'user') return user;
  return kind === 'group' ? group : (own[kind] ?? {});
}

function profileOf(connector: Connector, kind: string): MappingProfile {
  const named = profilesOf(connector).find((one) => one.kind === kind);
  if (named === undefined) throw new Error(`${connector.id} has no ${kind}s`);
  return named.profile;
}

function merge(body: JsonObject, more: JsonObject): JsonObject {
  const merged = Object.entries(more).map(([key, value]): [string, Json] => {
    const present = body[key];
    return [key, isObject(present) && isObject(value) ? merge(present, value) : value];
  });
  return { ...body, ...Object.fromEntries(merged) };
}
