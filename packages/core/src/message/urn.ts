/** URN of the PATCH request (RFC 7644 §3.5.2). */
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
/** URN of a list reply (RFC 7644 §3.4.2). */
export const LIST_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
/** URN of an error reply (RFC 7644 §3.12). */
export const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
/** URN of a bulk request (RFC 7644 §3.7). */
export const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
/** URN of the reply to a bulk request (RFC 7644 §3.7). */
export const BULK_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse';
