/** The path of hand-over links. */
export const HAND_OVER_PATH = '/hand-over';

/**
 * The link that support sends to a customer.
 *
 * @example
 * handOverLink('https://scim.example', 'scimh_…'); // 'https://scim.example/hand-over/scimh_…'
 */
export function handOverLink(origin: string, code: string): string {
  return `${origin}${HAND_OVER_PATH}/${code}`;
}
