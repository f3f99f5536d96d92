import { unknownOption } from '../unknown-option.ts';
import { commonAttributes } from './common-attributes.ts';
import { attributeTypes, type Attribute, type AttributeType, type Schema } from './attribute.ts';

/** An attribute as a vendor declares it: what is left out is as RFC 7643 §2.2 has it. */
export interface AttributeDefinition {
  readonly name: string;
  readonly description: string;
  /** `string` unless you say otherwise. */
  readonly type?: AttributeType;
  readonly multiValued?: boolean;
  /** Every resource must have it; of a part, every value of its attribute. */
  readonly required?: boolean;
  /** Letter case counts. It always does in a `binary` and a `reference`. */
  readonly caseExact?: boolean;
  /** `immutable`: it keeps the value that it is given first. */
  readonly mutability?: 'readWrite' | 'immutable';
  /** `request`: an answer shows it only to who names it, or has just written it. */
  readonly returned?: 'always' | 'default' | 'request';
  /** `server`: each value may stand once in a tenant. */
  readonly uniqueness?: 'none' | 'server';
  /** Values to choose from, as a help; others are taken too. */
  readonly canonicalValues?: readonly string[];
  /** What a reference leads to: names of resource types, `uri` or `external`. */
  readonly referenceTypes?: readonly string[];
  /** The parts of a complex attribute. */
  readonly subAttributes?: readonly AttributeDefinition[];
}

/** A schema as a vendor declares it. */
export interface SchemaDefinition {
  /** A URN of yours, which never changes: `urn:contoso:params:scim:schemas:extension:access:2.0:User`. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly AttributeDefinition[];
}

/**
 * Declares a schema: the attributes of an extension, or of a resource type of your own.
 *
 * @throws Error for whatever cannot work, naming the place: `Access: attributes[2] "badge": …`
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

/** RFC 8141 §2 without the signs that a path gives a meaning of its own. */
const URN = /^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9](:[\w.-]+)+$/i;
const LONGEST_URN = 200;

/** Messages, and what the server itself says of a service. */
const TAKEN =
  /^urn:ietf:params:scim:(api:|schemas:(core:2\.0:(User|Group|ServiceProviderConfig|ResourceType|Schema)|extension:enterprise:2\.0:User)$)/i;

function checkUrn(id: string): void {
  if (!id.startsWith('urn:') || !URN.test(id) || id.length > LONGEST_URN) {
    throw new Error(
      `its id ${JSON.stringify(id)} is no URN: write one such as urn:contoso:params:scim:schemas:extension:access:2.0:User`,
    );
  }
  if (TAKEN.test(id)) throw new Error(`${id} is a schema of RFC 7643 or RFC 7644: take a URN of your own`);
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
      ? 'stands there twice; letter case does not tell two names apart'
      : (unknownOption(definition, ATTRIBUTE_OPTIONS) ??
        rules.find(([isBroken]) => isBroken(definition, parent))?.[1]);
    if (problem !== undefined) throw new Error(`${where}: ${problem}`);
    seen.add(lower);
    const parts = subAttributes && listOf(subAttributes, `${where}.subAttributes`, definition);
    return attributeOf(definition, parts);
  });
}

/** The defaults of RFC 7643 §2.2; §2.3.6 and §2.3.7 have the case of two types count. */
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
const among =
  (...words: readonly (string | undefined)[]) =>
  (word: string | undefined): boolean =>
    words.includes(word);
const isMutability = among('readWrite', 'immutable', undefined);
const isReturned = among('always', 'default', 'request', undefined);
const isUniqueness = among('none', 'server', undefined);

type Rule = readonly [
  isBroken: (one: AttributeDefinition, parent: AttributeDefinition | undefined) => boolean,
  problem: string,
];

/** What cannot be, the first of them that an attribute breaks is told. */
const rules: readonly Rule[] = [
  [
    ({ name }, parent) => !/^[a-z][\w$-]*$/i.test(name) && !(parent !== undefined && name === '$ref'),
    'is no name: write a letter, then letters, digits, -, _ or $ (RFC 7643 §2.1)',
  ],
  [
    ({ name }, parent) => parent === undefined && COMMON.has(name.toLowerCase()),
    'is an attribute that every resource has already',
  ],
  [({ description }) => description === '', 'needs a description, which administrators read'],
  [
    ({ type = 'string' }) => !TYPES.has(type),
    `is of no type of RFC 7643 §2.3: choose from ${attributeTypes.join(', ')}`,
  ],
  [({ type }, parent) => type === 'complex' && parent !== undefined, 'is complex inside of a complex one'],
  [
    ({ type, subAttributes }) => (type === 'complex') !== (subAttributes !== undefined),
    'has subAttributes if and only if it is complex',
  ],
  [
    ({ mutability }) => !isMutability(mutability),
    'is readWrite or immutable: what is readOnly nobody could ever set, and what is writeOnly would be kept in clear, in the database and in events',
  ],
  [
    ({ returned }) => !isReturned(returned),
    'is returned always, by default or on request: what is never returned would be kept in clear, in the database and in events',
  ],
  [
    ({ uniqueness }) => !isUniqueness(uniqueness),
    'is unique by server or not at all: a tenant does not see what another one has',
  ],
  [
    ({ uniqueness, type = 'string', multiValued }, parent) =>
      uniqueness === 'server' && (parent !== undefined || multiValued === true || !CAN_BE_UNIQUE.has(type)),
    'cannot be unique: a string, an integer or a reference with one value can, and no part of another attribute',
  ],
  [
    ({ type, caseExact }) => caseExact === false && (type === 'binary' || type === 'reference'),
    'is caseExact always, as a binary and a reference are',
  ],
  [
    ({ type = 'string', canonicalValues }) =>
      canonicalValues !== undefined && (type !== 'string' || new Set(canonicalValues).size === 0),
    'has canonicalValues, which are some texts of a string',
  ],
  [
    ({ type, referenceTypes = [] }) => (type === 'reference') !== referenceTypes.length > 0,
    'has referenceTypes if and only if it is a reference',
  ],
  [
    ({ multiValued }, parent) => parent !== undefined && multiValued === true,
    'is a part, of which each value has one',
  ],
  [
    ({ name, type = 'string', canonicalValues }, parent) =>
      parent?.multiValued === true && name === 'type' && (type !== 'string' || canonicalValues === undefined),
    'needs canonicalValues: Entra derives the targets of a mapping from them',
  ],
  [
    ({ name }, parent) => parent?.multiValued !== true && name.toLowerCase() === 'primary',
    'marks one value of a list, and is missing from the others (RFC 7643 §2.4): call it something else',
  ],
  [
    ({ name, type }, parent) => parent?.multiValued === true && name === 'primary' && type !== 'boolean',
    'is a boolean in a list (RFC 7643 §2.4)',
  ],
];
