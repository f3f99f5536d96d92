import type { Target } from './resource-type.ts';

/**
 * Whether a client can set what a row of a profile points to. What is read-only, such as the `groups` of a user, the
 * server makes.
 *
 * @example
 * isWritable(workMail); // true
 */
export function isWritable({ path: { attribute, sub } }: Target): boolean {
  return attribute.mutability !== 'readOnly' && sub?.mutability !== 'readOnly';
}
