/**
 * One app role that is assigned to a user.
 *
 * @see https://learn.microsoft.com/graph/api/resources/approle
 */
export interface AppRole {
  readonly id: string;
  /** The value that the application knows. Entra allows a role without one. */
  readonly value: string | null;
  readonly displayName: string;
}

/** The app roles of a user. `assertive` ones replace those of the target; others are added to them. */
export interface AppRoles {
  readonly kind: 'appRoles';
  readonly roles: readonly AppRole[];
  readonly assertive: boolean;
}

/**
 * A value of an attribute or of an expression. Null is no value, which is not the empty text. A boolean is `True` or
 * `False`, an integer its decimal digits, and a date the text that Entra's date functions give, such as
 * `3/1/2024 4:59:59 AM`, in UTC.
 */
export type ExpressionValue = null | string | readonly string[] | AppRoles;

/** Where the attributes of a person or a group are looked up, such as a Map. An attribute that is not found has no value. */
export interface AttributeSource {
  get(attribute: string): ExpressionValue | undefined;
}

/** What an evaluation cannot know by itself. */
export interface EvaluationContext {
  /** The current time, in milliseconds since 1970. */
  readonly now: () => number;
  /** A random number from 0 up to but not including 1. */
  readonly random: () => number;
  /** A new random GUID, in lower case and with hyphens. */
  readonly guid: () => string;
  /** The default domain of the tenant. */
  readonly defaultDomain: string;
  /** Whether the target already has this value. Only `SelectUniqueValue` asks. */
  readonly isTaken: (value: string) => boolean;
}

/** The boolean of .NET as text. */
export function booleanText(holds: boolean): string {
  return holds ? 'True' : 'False';
}

/** Whether there is no value: null, or a list without values. */
export function isNull(value: ExpressionValue): boolean {
  if (value === null || typeof value === 'string') return value === null;
  return (isList(value) ? value : value.roles).length === 0;
}

/** Whether a value is a list of texts. */
export function isList(value: ExpressionValue): value is readonly string[] {
  return Array.isArray(value);
}
