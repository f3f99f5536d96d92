/**
 * Whether a client accepts a media type. The narrowest range that covers it decides. Of the parameters, only `q` matters:
 * the others, such as `charset`, do not say whether the client accepts the type.
 *
 * @param accept - the Accept header; undefined or empty for a client that accepts anything
 * @param type - in lower case, without parameters
 *
 * @example
 * takesMediaType('text/html, application/json;q=0.5', 'application/json'); // true
 *
 * @see RFC 9110 §12.5.1
 */
export function takesMediaType(accept: string | undefined, type: string): boolean {
  if (accept === undefined || accept === type || accept.trim() === '') return true;
  const [main] = type.split('/');
  const narrowestFirst = [type, `${main}/*`, '*/*'];
  const ranges = splitOutsideQuotes(accept, ',').map((text) => {
    const [range = '', ...parameters] = splitOutsideQuotes(text, ';').map((part) =>
      part.trim().toLowerCase(),
    );
    return { range, isTaken: !parameters.some(isZero) };
  });
  for (const range of narrowestFirst) {
    const same = ranges.filter((found) => found.range === range);
    if (same.length > 0) return same.some(({ isTaken }) => isTaken);
  }
  return false;
}

function isZero(parameter: string): boolean {
  return parameter.startsWith('q=') && Number(parameter.slice(2)) === 0;
}

/** A separator inside double quotes does not separate (RFC 9110 §5.6.4). */
function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') isQuoted = !isQuoted;
    else if (char === '\\' && isQuoted) at += 1;
    else if (char === separator && !isQuoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}
