/** URN of the core User schema (RFC 7643 §4.1). */
export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
/** URN of the core Group schema (RFC 7643 §4.2). */
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
/** URN of the enterprise User extension (RFC 7643 §4.3). */
export const ENTERPRISE_USER = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
/** URN of the ServiceProviderConfig schema (RFC 7643 §5). */
export const SERVICE_PROVIDER_CONFIG = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
/** URN of the ResourceType schema (RFC 7643 §6). */
export const RESOURCE_TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
/** URN of the Schema schema (RFC 7643 §7). */
export const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema';

/** Whether two URNs are the same: their letter case does not count (RFC 7643 §2.1). */
export function isSameUrn(left: string, right: string): boolean {
  return left === right || left.toLowerCase() === right.toLowerCase();
}
