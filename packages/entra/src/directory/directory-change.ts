import type { DirectoryAttributes } from './directory.ts';

/** One change of a directory, as JSON could say it. */
export type DirectoryChange =
  | {
      readonly kind: 'userAdded';
      readonly id: string;
      readonly attributes: DirectoryAttributes;
      readonly accountEnabled?: boolean;
      readonly managerId?: string;
    }
  | {
      readonly kind: 'groupAdded';
      readonly id: string;
      readonly attributes: DirectoryAttributes;
      readonly isSecurityEnabled?: boolean;
    }
  /** Of a user or a group. Null takes the value away. */
  | {
      readonly kind: 'attributesChanged';
      readonly id: string;
      readonly attributes: Readonly<Record<string, string | readonly string[] | null>>;
    }
  /** Sign-in of a user is blocked, or allowed again. */
  | { readonly kind: 'signInChanged'; readonly id: string; readonly accountEnabled: boolean }
  /** Null: the user has no manager any more. */
  | { readonly kind: 'managerChanged'; readonly id: string; readonly managerId: string | null }
  | { readonly kind: 'memberAdded' | 'memberRemoved'; readonly id: string; readonly memberId: string }
  /** A user or a group gets a role of the application, or loses it. */
  | { readonly kind: 'assigned' | 'unassigned'; readonly id: string; readonly roleId: string }
  /** A user or a group goes to the recycle bin, comes back, or is gone for good. */
  | { readonly kind: 'deleted' | 'restored' | 'purged'; readonly id: string };

/**
 * A change that the directory cannot carry out. It leaves the directory as it was.
 *
 * @example
 * new ImpossibleChange('There is no user or group 3f1a.').name; // 'ImpossibleChange'
 */
export class ImpossibleChange extends Error {
  override readonly name = 'ImpossibleChange';
}
