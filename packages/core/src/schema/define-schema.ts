import { unknownOption } from '../unknown-option.ts';
import { commonAttributes } from './common-attributes.ts';
import { attributeTypes, type Attribute, type AttributeType, type Schema } from './attribute.ts';

/** An attribute as a vendor declares it. Characteristics that you leave out have the defaults of RFC 7643 §2.2. */
export interface AttributeDefinition {
  readonly name: string;
  readonly description: string;
  /** Default: `string`. */
  readonly type?: AttributeType;
  readonly multiValued?: boolean;
  /** Every resource must have it; if it is a sub-attribute, every value of its attribute must. */
  readonly required?: boolean;
  /** Comparisons respect letter case. A `binary` and a `reference` are always compared so. */
  readonly caseExact?: boolean;
  /** `immutable`: the first value is kept. */
  readonly mutability?: 'readWrite' | 'immutable';
  /** `request`: an answer shows it only if the request names it or has just written it. */
  readonly returned?: 'always' | 'default' | 'request';
  /** `server`: no two resources of a tenant share a value. */
  readonly uniqueness?: 'none' | 'server';
  /** Suggested values; others are accepted too. */
  readonly canonicalValues?: readonly string[];
  /** What a reference points to: names of resource types, `uri` or `external`. */
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly AttributeDefinition[];
}

/** A schema as a vendor declares it. */
export interface SchemaDefinition {
  /** A URN of your own, which never changes: `urn:contoso:params:scim:schemas:extension:access:2.0:User`. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly AttributeDefinition[];
}

/**
 * Declares a schema of your own: the attributes of an extension or of a resource type.
 *
 * @throws Error for a mistake, with its place: `Access: attributes[2] "badge": …`
 *
 * @example
 * const access = defineSchema({
 *   id: 'urn:contoso:params:scim:schemas:extension:access:2.0:User',
 *   name: 'Access',
 *   description: 'Where a person may go',
 *   attributes: [
 *     { name: 'badge', description: 'The number on the badge.', required: true, mutability: 'immutable' },
 *     { name: 'floor', description: 'The floor of the desk.', type: 'integer' },
 *   ],
 * });
 * access.attributes.map(({ caseExact }) => caseExact); // [false, false]
 *
 * @see RFC 7643 §2.2, §7
 */
export function defineSchema(definition: SchemaDefinition): Schema {
  const { id, name, description, attributes } = definition;
  try {
    const unknown = unknownOption(definition, SCHEMA_OPTIONS);
    if (unknown !== undefined) throw new Error(unknown);
    checkUrn(id);
    if (name === '') throw new Error('it has no name');
    return { id, name, description, attributes: listOf(attributes, 'attributes', undefined) };
  } catch (error) {
    throw new Error(`${name || id}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

const SCHEMA_OPTIONS = Object.keys({
  id: true,
  name: true,
  description: true,
  attributes: true,
} satisfies Record<keyof SchemaDefinition, true>);

const ATTRIBUTE_OPTIONS = Object.keys({
  name: true,
  description: true,
  type: true,
  multiValued: true,
  required: true,
  caseExact: true,
  mutability: true,
  returned: true,
  uniqueness: true,
  canonicalValues: true,
  referenceTypes: true,
  subAttributes: true,
} satisfies Record<keyof AttributeDefinition, true>);

/** RFC 8141 §2, without the characters that have a meaning in a path. */
const URN = /^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9](:[\w.-]+)+$/i;
const MAX_URN_LENGTH = 200;

/** The URNs of RFC 7643 and RFC 7644. */
const TAKEN =
  /^urn:ietf:params:scim:(api:|schemas:(core:2\.0:(User|Group|ServiceProviderConfig|ResourceType|Schema)|extension:enterprise:2\.0:User)$)/i;

function checkUrn(id: string): void {
  if (!id.startsWith('urn:') || !URN.test(id) || id.length > MAX_URN_LENGTH) {
    throw new Error(
      `its id ${JSON.stringify(id)} is not a URN: write one such as urn:contoso:params:scim:schemas:extension:access:2.0:User`,
    );
  }
  if (TAKEN.test(id)) throw new Error(`${id} is a schema of RFC 7643 or RFC 7644: choose a URN of your own`);
}

function listOf(
  definitions: readonly AttributeDefinition[],
  place: string,
  parent: AttributeDefinition | undefined,
): readonly Attribute[] {
  if (definitions.length === 0) throw new Error(`${place} is empty`);
  const seen = new Set<string>();
  return definitions.map((definition, at) => {
    const { name, subAttributes } = definition;
    const where = `${place}[${at}] ${JSON.stringify(name)}`;
    const lower = name.toLowerCase();
    const problem = seen.has(lower)
      ? 'is declared twice: names that differ only in letter case are the same'
      : (unknownOption(definition, ATTRIBUTE_OPTIONS) ??
        rules.find(([isBroken]) => isBroken(definition, parent))?.[1]);
    if (problem !== undefined) throw new Error(`${where}: ${problem}`);
    seen.add(lower);
    const parts = subAttributes && listOf(subAttributes, `${where}.subAttributes`, definition);
    return attributeOf(definition, parts);
  });
}

/** Fills in the defaults of RFC 7643 §2.2; §2.3.6 and §2.3.7 make two types `caseExact`. */
function attributeOf(
  definition: AttributeDefinition,
  subAttributes: readonly Attribute[] | undefined,
): Attribute {
  const { name, description, type = 'string', canonicalValues, referenceTypes } = definition;
  return {
    name,
    type,
    multiValued: definition.multiValued ?? false,
    description,
    required: definition.required ?? false,
    caseExact: definition.caseExact ?? ALWAYS_EXACT.has(type),
    mutability: definition.mutability ?? 'readWrite',
    returned: definition.returned ?? 'default',
    uniqueness: definition.uniqueness ?? 'none',
    ...(canonicalValues && { canonicalValues }),
    ...(referenceTypes && { referenceTypes }),
    ...(subAttributes && { subAttributes }),
  };
}

const ALWAYS_EXACT: ReadonlySet<AttributeType> = new Set(['binary', 'reference']);
const TYPES: ReadonlySet<string> = new Set(attributeTypes);
const CAN_BE_UNIQUE: ReadonlySet<AttributeType> = new Set(['string', 'integer', 'reference']);
const COMMON: ReadonlySet<string> = new Set(commonAttributes.map(({ name }) => name.toLowerCase()));
const isOneOf =
  (...words: readonly (string | undefined)[]) =>
  (word: string | undefined): boolean =>
    words.includes(word);
const isMutability = isOneOf('readWrite', 'immutable', undefined);
const isReturned = isOneOf('always', 'default', 'request', undefined);
const isUniqueness = isOneOf('none', 'server', undefined);

type Rule = readonly [
  isBroken: (one: AttributeDefinition, parent: AttributeDefinition | undefined) => boolean,
  problem: string,
];

/** The rules for an attribute. A mistake names the first that it breaks. */
const rules: readonly Rule[] = [
  [
    ({ name }, parent) => !/^[a-z][\w$-]*$/i.test(name) && !(parent !== undefined && name === '$ref'),
    'is not a valid name: write a letter, then letters, digits, -, _ or $ (RFC 7643 §2.1)',
  ],
  [
    ({ name }, parent) => parent === undefined && COMMON.has(name.toLowerCase()),
    'is an attribute that every resource already has: choose another name',
  ],
  [({ description }) => description === '', 'needs a description: administrators read it'],
  [
    ({ type = 'string' }) => !TYPES.has(type),
    `has an unknown type: choose from ${attributeTypes.join(', ')} (RFC 7643 §2.3)`,
  ],
  [
    ({ type }, parent) => type === 'complex' && parent !== undefined,
    'is complex inside a complex attribute, which RFC 7643 §2.3.8 does not allow',
  ],
  [
    ({ type, subAttributes }) => (type === 'complex') !== (subAttributes !== undefined),
    'must have subAttributes if it is complex, and none if it is not',
  ],
  [
    ({ mutability }) => !isMutability(mutability),
    'must be readWrite or immutable: nobody could set a readOnly attribute, and a writeOnly one would be stored in plain text, in the database and in events',
  ],
  [
    ({ returned }) => !isReturned(returned),
    'must be returned always, default or request: an attribute that is never returned would be stored in plain text, in the database and in events',
  ],
  [
    ({ uniqueness }) => !isUniqueness(uniqueness),
    'must have uniqueness server or none: no tenant sees the values of another',
  ],
  [
    ({ uniqueness, type = 'string', multiValued }, parent) =>
      uniqueness === 'server' && (parent !== undefined || multiValued === true || !CAN_BE_UNIQUE.has(type)),
    'cannot be unique: only a single-valued string, integer or reference can, and no sub-attribute',
  ],
  [
    ({ type, caseExact }) => caseExact === false && (type === 'binary' || type === 'reference'),
    'is always caseExact: leave caseExact out of a binary or a reference',
  ],
  [
    ({ type = 'string', canonicalValues }) =>
      canonicalValues !== undefined && (type !== 'string' || new Set(canonicalValues).size === 0),
    'has canonicalValues: write at least one, and only on a string',
  ],
  [
    ({ type, referenceTypes = [] }) => (type === 'reference') !== referenceTypes.length > 0,
    'must have referenceTypes if it is a reference, and none if it is not',
  ],
  [
    ({ multiValued }, parent) => parent !== undefined && multiValued === true,
    'is a sub-attribute, so it cannot be multi-valued',
  ],
  [
    ({ name, type = 'string', canonicalValues }, parent) =>
      parent?.multiValued === true && name === 'type' && (type !== 'string' || canonicalValues === undefined),
    'must be a string with canonicalValues: Entra derives the targets of its mappings from them',
  ],
  [
    ({ name }, parent) => parent?.multiValued !== true && name.toLowerCase() === 'primary',
    'is a name that RFC 7643 §2.4 reserves for marking one value of a list: choose another name',
  ],
  [
    ({ name, type }, parent) => parent?.multiValued === true && name === 'primary' && type !== 'boolean',
    'must be a boolean in a multi-valued attribute (RFC 7643 §2.4)',
  ],
];
