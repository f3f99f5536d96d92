const SHAPE =
  /^(-?)((?!0000)\d{4}|[1-9]\d{4,5})(-\d\d-(\d\d))(T\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?$/;

/**
 * The instant of an XML Schema dateTime, in epoch milliseconds. One without a zone is UTC, so that it means the same on
 * every machine.
 *
 * @returns undefined for a malformed dateTime, and for a day that its month does not have
 *
 * @example
 * instantOf('2026-01-31T13:00:00+01:00'); // 1769860800000
 *
 * @see RFC 7643 §2.3.5
 */
export function instantOf(text: string): number | undefined {
  const [, sign = '', year, monthAndDay, day, time, zone = 'Z'] = SHAPE.exec(text) ?? [];
  if (year === undefined) return undefined;
  // ECMAScript writes a signed year, or one of more than four digits, with a sign and six digits.
  const isShort = sign === '' && year.length === 4;
  const date = `${isShort ? year : `${sign || '+'}${year.padStart(6, '0')}`}${monthAndDay}`;
  // Date.parse reads the 30th of February as the 2nd of March.
  if (new Date(`${date}T00:00:00Z`).getUTCDate() !== Number(day)) return undefined;
  const instant = Date.parse(`${date}${time}${zone}`);
  return Number.isNaN(instant) ? undefined : instant;
}
