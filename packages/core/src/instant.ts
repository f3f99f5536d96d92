const SHAPE = /^(-?\d{4,}-\d\d-(\d\d))T\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * The instant that a dateTime of XML Schema names, in milliseconds since 1970; one without a zone is read as UTC, so that
 * it means the same on every machine.
 *
 * @returns undefined for what is none, and for a day that its month does not have
 *
 * @example
 * instantOf('2026-01-31T13:00:00+01:00'); // 1769860800000
 *
 * @see RFC 7643 §2.3.5
 */
export function instantOf(text: string): number | undefined {
  const [, date, day, zone] = SHAPE.exec(text) ?? [];
  if (date === undefined) return undefined;
  // Date.parse takes the 30th of February for the 2nd of March.
  if (new Date(`${date}T00:00:00Z`).getUTCDate() !== Number(day)) return undefined;
  const instant = Date.parse(zone === undefined ? `${text}Z` : text);
  return Number.isNaN(instant) ? undefined : instant;
}
