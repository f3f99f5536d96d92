import { isObject } from '@scimwright/core';

/** A role of a user. */
export interface UserRole {
  /** The name of the role: the value of the app role in Entra. */
  readonly value: string;
  /** The display name of the role, if the client sent one. */
  readonly display: string | undefined;
  readonly type: string | undefined;
  readonly primary: boolean;
}

/**
 * The roles of a user, the primary one first. It does not matter how the client sent them: one, a list, or JSON in a string.
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
