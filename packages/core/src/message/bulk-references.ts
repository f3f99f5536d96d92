import type { Json } from '../json.ts';

/** The prefix of a reference to a resource that the same bulk request creates. No id has it (RFC 7643 §3.1). */
export const BULK_PREFIX = 'bulkId:';

/** An operand of a filter in a path, as in `members[value eq "bulkId:ada"]`; an unclosed one reaches to the end. */
const OPERAND = /"(?:[^"\\]|\\.?)*"?/gs;

/**
 * The bulkIds that the data of an operation refers to: every string that begins with `bulkId:`, and every such operand in
 * a path of a PATCH.
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
 * The data of an operation, with its references replaced by ids.
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
      // aadOptscim062020 sends paths as keys.
      key.includes('[') ? resolveOperands(key, idOf) : key,
      typeof value === 'string' && /^path$/i.test(key)
        ? resolveOperands(value, idOf)
        : resolveBulkReferences(value, idOf),
    ]),
  );
}

/** Operands of a filter are JSON strings (RFC 7644 §3.4.2.2), and are replaced by JSON strings. */
function resolveOperands(path: string, idOf: (bulkId: string) => string): string {
  return path.replaceAll(OPERAND, (literal) => {
    const operand = parseLiteral(literal);
    if (operand?.startsWith(BULK_PREFIX) !== true) return literal;
    return JSON.stringify(idOf(operand.slice(BULK_PREFIX.length)));
  });
}

/** Undefined for a malformed string, which the parser of the path refuses. */
function parseLiteral(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
