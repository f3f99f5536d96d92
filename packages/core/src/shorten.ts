const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** No attribute has a longer name, and a detail is one line of a log. */
const MAX_SHOWN_LENGTH = 200;

/**
 * A client's text as a detail or a log may quote it: cut if it is long, and without characters that a database cannot
 * store. Refusals are stored in the provisioning log, and a quotation must not turn one into a fault.
 *
 * @example
 * shorten('emails[type eq "work"].value'); // 'emails[type eq "work"].value'
 */
export function shorten(text: string, maxLength: number = MAX_SHOWN_LENGTH): string {
  // Cut first: the cut may leave a lone surrogate.
  return text.slice(0, maxLength).replace(UNSTORABLE, '\u{FFFD}');
}
