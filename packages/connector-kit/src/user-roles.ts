import { isObject } from '@scimwright/core';

/** A role of a user, as a vendor's product takes it. */
export interface UserRole {
  /** The name of the role: the value of the app role in Entra. */
  readonly value: string;
  /** What to show for it; undefined when the client did not say. */
  readonly display: string | undefined;
  readonly type: string | undefined;
  readonly primary: boolean;
}

/**
 * The roles of a user, whichever way the client sent them: alone, in a list, or as JSON inside a string. The primary
 * one is first.
 *
 * @example
 * userRoles({ roles: [{ value: 'Editor', primary: true }] }).map(({ value }) => value); // ['Editor']
 */
export function userRoles({ roles }: { readonly roles?: unknown }): readonly UserRole[] {
  const list: readonly unknown[] = Array.isArray(roles) ? roles : [];
  return list
    .flatMap((role): UserRole[] => {
      if (!isObject(role) || typeof role['value'] !== 'string') return [];
      const { value, display, type, primary } = role;
      return [{ value, display: text(display), type: text(type), primary: primary === true }];
    })
    .toSorted((left, right) => Number(right.primary) - Number(left.primary));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
