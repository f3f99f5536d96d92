import type { Target } from './resource-type.ts';

/**
 * Whether a client can set the attribute of a row. The server makes the read-only ones, such as a user's `groups`.
 *
 * @example
 * isWritable(workMail); // true
 */
export function isWritable({ path: { attribute, sub } }: Target): boolean {
  return attribute.mutability !== 'readOnly' && sub?.mutability !== 'readOnly';
}
