import type { Json } from '../json.ts';

/** What a reference to a resource that the same bulk request creates begins with; no id ever does (RFC 7643 §3.1). */
export const BULK_PREFIX = 'bulkId:';

/** An operand of a filter in a path, such as that of `members[value eq "bulkId:ada"]`; one that is not closed, to the end. */
const OPERAND = /"(?:[^"\\]|\\.?)*"?/gs;

/**
 * The bulkIds that the data of an operation refers to: any text that begins with `bulkId:`, wherever it stands, and any
 * such operand in a path of a PATCH.
 *
 * @example
 * [...bulkReferences({ members: [{ value: 'bulkId:ada' }] })]; // ['ada']
 *
 * @see RFC 7644 §3.7.2
 */
export function bulkReferences(data: Json): ReadonlySet<string> {
  const found = new Set<string>();
  resolveBulkReferences(data, (bulkId) => {
    found.add(bulkId);
    return bulkId;
  });
  return found;
}

/**
 * The data of an operation with ids in place of its references.
 *
 * @example
 * resolveBulkReferences({ manager: { value: 'bulkId:ada' } }, () => '2819'); // { manager: { value: '2819' } }
 */
export function resolveBulkReferences(data: Json, idOf: (bulkId: string) => string): Json {
  if (typeof data === 'string')
    return data.startsWith(BULK_PREFIX) ? idOf(data.slice(BULK_PREFIX.length)) : data;
  if (Array.isArray(data)) return data.map((item: Json) => resolveBulkReferences(item, idOf));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]): [string, Json] => [
      // A key can be a path as well: aadOptscim062020 sends some so.
      key.includes('[') ? resolveOperands(key, idOf) : key,
      typeof value === 'string' && /^path$/i.test(key)
        ? resolveOperands(value, idOf)
        : resolveBulkReferences(value, idOf),
    ]),
  );
}

/** A literal is replaced by a literal: both are JSON strings, as operands of a filter are (RFC 7644 §3.4.2.2). */
function resolveOperands(path: string, idOf: (bulkId: string) => string): string {
  return path.replaceAll(OPERAND, (literal) => {
    const operand = parseLiteral(literal);
    if (operand?.startsWith(BULK_PREFIX) !== true) return literal;
    return JSON.stringify(idOf(operand.slice(BULK_PREFIX.length)));
  });
}

/** Undefined where it is no JSON string, which the reader of the path will say. */
function parseLiteral(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
