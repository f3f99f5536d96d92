const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** Longer names than this are nobody's attribute, and a detail is one line of a log. */
const LONGEST_SHOWN = 200;

/**
 * What a client wrote, as a detail or a log may repeat it: cut where it is long, and without what a database could not
 * keep. A refusal is stored in the provisioning log, so what it quotes must not make a fault of it.
 *
 * @example
 * shorten('emails[type eq "work"].value'); // 'emails[type eq "work"].value'
 */
export function shorten(text: string, longest: number = LONGEST_SHOWN): string {
  // Cut first: half of a character that is left at the end is replaced like any other.
  return text.slice(0, longest).replace(UNSTORABLE, '\u{FFFD}');
}
