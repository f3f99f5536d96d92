export { bulkOrder } from './bulk-order.ts';
export { BULK_PREFIX, bulkReferences, resolveBulkReferences } from './bulk-references.ts';
export { parseBulkRequest, type BulkOperation, type BulkRequest } from './bulk-request.ts';
export { bulkResponse, type BulkResponse, type BulkResult } from './bulk-response.ts';
export { errorResponse, type ErrorResponse } from './error-response.ts';
export { listResponse, type ListResponse } from './list-response.ts';
export { BULK_REQUEST, BULK_RESPONSE, ERROR, LIST_RESPONSE, PATCH_OP } from './urn.ts';
