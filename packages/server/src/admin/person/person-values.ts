import { foldCase, isObject, type Json, type Resource, type ResourceType } from '@scimwright/core';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { readTarget } from '@scimwright/core/resource';

/** The values by which a person is recognised in data about others; folded. */
export interface PersonValues {
  /** Values of only this person: `userName`, mails, ids in other systems, and values that are unique in the product. */
  readonly identifiers: ReadonlySet<string>;
  /** Names and addresses that others may share. */
  readonly labels: ReadonlySet<string>;
}

/** A shorter text identifies no person. */
const SHORTEST = 3;

/** A quote may be cut, so the beginning of a longer value counts. */
const LONGEST = 100;

const IDENTIFYING = ['userName', 'externalId', 'profileUrl'] as const;
const IDENTIFYING_LISTS = ['emails', 'ims', 'photos', 'x509Certificates'] as const;

/**
 * The identifiers and labels of a user.
 *
 * @example
 * const { identifiers } = valuesOf({ userName: 'Ada@contoso.example' }, userType);
 * identifiers.has('ada@contoso.example'); // true
 */
export function valuesOf(user: Resource, type: ResourceType): PersonValues {
  const { name, phoneNumbers, addresses } = user;
  const enterprise = user[ENTERPRISE_USER];
  const full = isObject(name) ? [name['formatted'], joined(name['givenName'], name['familyName'])] : [];
  return {
    identifiers: setOf([
      ...IDENTIFYING.map((attribute) => user[attribute]),
      ...IDENTIFYING_LISTS.flatMap((attribute) => partsOf(user[attribute], 'value')),
      ...(isObject(enterprise) ? [enterprise['employeeNumber']] : []),
      ...type.indexes.filter(({ unique }) => unique).flatMap(({ target }) => readTarget(user, target)),
    ]),
    labels: setOf([
      user['displayName'],
      ...full,
      ...partsOf(phoneNumbers, 'value'),
      ...partsOf(addresses, 'formatted'),
      ...partsOf(addresses, 'streetAddress'),
    ]),
  };
}

/**
 * The union of several.
 *
 * @example
 * mergeValues([]).identifiers.size; // 0
 */
export function mergeValues(all: readonly PersonValues[]): PersonValues {
  return {
    identifiers: new Set(all.flatMap(({ identifiers }) => [...identifiers])),
    labels: new Set(all.flatMap(({ labels }) => [...labels])),
  };
}

/**
 * The values without those of others.
 *
 * @example
 * withoutValues(valuesOf({ userName: 'ada' }, userType), new Set(['ada'])).identifiers.size; // 0
 */
export function withoutValues(
  { identifiers, labels }: PersonValues,
  foreign: ReadonlySet<string>,
): PersonValues {
  const own = (values: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...values].filter((value) => !foreign.has(value)));
  return { identifiers: own(identifiers), labels: own(labels) };
}

/**
 * Whether a text has one of these values as a word, in any letter case.
 *
 * @example
 * mentions('"Ada@contoso.example" is no number', new Set(['ada@contoso.example'])); // true
 */
export function mentions(text: string, values: ReadonlySet<string>): boolean {
  const folded = foldCase(text);
  for (const value of values) {
    const sought = value.slice(0, LONGEST);
    const isCut = sought.length < value.length;
    for (let at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, at + 1)) {
      const end = at + sought.length;
      if (!isWordAt(folded, at - 1) && (isCut || !isWordAt(folded, end))) return true;
    }
  }
  return false;
}

/**
 * Whether stored data of another user holds something of a person: one of their identifiers, or a reference to them with
 * more than their id, such as the name of a manager.
 *
 * @example
 * const ada = { ids: new Set(['u1']), values: { identifiers: new Set<string>(), labels: new Set<string>() } };
 * holdsPerson({ manager: { value: 'u1', displayName: 'Ada' } }, ada); // true
 */
export function holdsPerson(
  stored: Json,
  person: { readonly ids: ReadonlySet<string>; readonly values: PersonValues },
): boolean {
  if (typeof stored === 'string') return mentions(stored, person.values.identifiers);
  if (typeof stored !== 'object' || stored === null) return false;
  if (isObject(stored) && isSpeakingReference(stored, person.ids)) return true;
  return Object.values(stored).some((part) => holdsPerson(part, person));
}

/** The sub-attributes of a reference that contain no name. */
const MUTE: ReadonlySet<string> = new Set(['value', '$ref', 'type', 'primary']);

function isSpeakingReference(part: Resource, ids: ReadonlySet<string>): boolean {
  const { value } = part;
  return typeof value === 'string' && ids.has(value) && Object.keys(part).some((key) => !MUTE.has(key));
}

const WORD = /[\p{L}\p{N}_]/u;

function isWordAt(text: string, at: number): boolean {
  return WORD.test(text.charAt(at));
}

function joined(...parts: readonly (Json | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string').join(' ');
}

function partsOf(list: Json | undefined, part: string): readonly (Json | undefined)[] {
  return Array.isArray(list) ? list.map((element) => (isObject(element) ? element[part] : element)) : [];
}

function setOf(values: readonly (Json | undefined)[]): ReadonlySet<string> {
  return new Set(
    values.flatMap((value) =>
      typeof value === 'string' && value.length >= SHORTEST ? [foldCase(value)] : [],
    ),
  );
}
