/** The data types of RFC 7643 §2.3. */
export const attributeTypes = [
  'string',
  'boolean',
  'decimal',
  'integer',
  'dateTime',
  'binary',
  'reference',
  'complex',
] as const;

/** A data type of RFC 7643 §2.3. */
export type AttributeType = (typeof attributeTypes)[number];

/** An attribute definition as it is served at `/Schemas` (RFC 7643 §7). */
export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly';
  readonly returned: 'always' | 'never' | 'default' | 'request';
  readonly uniqueness: 'none' | 'server' | 'global';
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly Attribute[];
}

/** A schema: a URN and its attributes (RFC 7643 §7). */
export interface Schema {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly Attribute[];
}

type Characteristics = Partial<Omit<Attribute, 'name' | 'type' | 'description' | 'subAttributes'>>;

/** Fills in the defaults of RFC 7643 §7. */
function define(
  type: AttributeType,
  name: string,
  description: string,
  characteristics: Characteristics = {},
  subAttributes?: readonly Attribute[],
): Attribute {
  return {
    name,
    type,
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...characteristics,
    ...(subAttributes === undefined ? {} : { subAttributes }),
  };
}

type Simple = (name: string, description: string, characteristics?: Characteristics) => Attribute;

/** A string attribute. */
export const string: Simple = (name, description, c) => define('string', name, description, c);

/** A boolean attribute. */
export const boolean: Simple = (name, description, c) => define('boolean', name, description, c);

/** A dateTime attribute. */
export const dateTime: Simple = (name, description, c) => define('dateTime', name, description, c);

/** A binary attribute: base64, always `caseExact`. */
export const binary: Simple = (name, description, c) =>
  define('binary', name, description, { caseExact: true, ...c });

/** A reference, which is always `caseExact`. */
export const reference: Simple = (name, description, c) =>
  define('reference', name, description, { caseExact: true, ...c });

/** A complex attribute with its sub-attributes. */
export function complex(
  name: string,
  description: string,
  subAttributes: readonly Attribute[],
  characteristics: Characteristics = {},
): Attribute {
  return define('complex', name, description, characteristics, subAttributes);
}

/**
 * A multi-valued complex attribute with the usual sub-attributes of RFC 7643 §2.4: `value`, `display`, `type`, `primary`.
 */
export function plural(
  name: string,
  description: string,
  value: Attribute,
  types: readonly string[] = [],
  more: readonly Attribute[] = [],
): Attribute {
  return complex(name, description, [value, ...more, ...elementLabels(types)], { multiValued: true });
}

/** The sub-attributes that label an element: `display`, `type` and `primary`. */
export function elementLabels(types: readonly string[]): readonly Attribute[] {
  return [
    string('display', 'A human-readable name, for display.'),
    string(
      'type',
      'A label for what the value is used for.',
      types.length > 0 ? { canonicalValues: types } : {},
    ),
    boolean('primary', 'Whether this is the preferred value; at most one value of the attribute is.'),
  ];
}

/** For each list, its attributes by their names: as written, and in lower case. */
const attributesByName = new WeakMap<readonly Attribute[], ReadonlyMap<string, Attribute>>();

/**
 * The attribute with this name, in any letter case (RFC 7643 §2.1).
 *
 * @example
 * findAttribute(userSchema.attributes, 'USERNAME')?.name; // 'userName'
 */
export function findAttribute(
  attributes: readonly Attribute[] | undefined,
  name: string,
): Attribute | undefined {
  if (attributes === undefined) return undefined;
  let byName = attributesByName.get(attributes);
  if (byName === undefined) attributesByName.set(attributes, (byName = mapByName(attributes)));
  return byName.get(name) ?? byName.get(name.toLowerCase());
}

function mapByName(attributes: readonly Attribute[]): ReadonlyMap<string, Attribute> {
  const byName = new Map<string, Attribute>();
  for (const attribute of attributes) {
    const folded = attribute.name.toLowerCase();
    const first = byName.get(folded) ?? attribute;
    byName.set(folded, first).set(attribute.name, first);
  }
  return byName;
}
