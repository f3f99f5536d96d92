import type { ConformanceTarget } from '../conformance-target.ts';

/** The fewest characters of a token that are hidden: what is shorter tells nothing of it. */
const MIN_PART = 8;

/**
 * A text without the tokens of a target, in the forms in which cases send them and a service may repeat them. The beginning of a
 * token is hidden too, since a message may end in the middle of one.
 */
export function hideTokens(text: string, target: ConformanceTarget): string {
  const tokens = [
    target.secretToken,
    target.other?.secretToken,
    target.declared?.secretToken,
    target.expiredToken,
    target.userToken,
  ];
  return (
    tokens
      .flatMap((token) => (token ? formsOf(token).flatMap(beginningsOf) : []))
      // The longest first, so that no end of a token is left.
      .toSorted((one, other) => other.length - one.length)
      .reduce((hidden, form) => hidden.replaceAll(form, '[token]'), text)
  );
}

function formsOf(token: string): readonly string[] {
  return [
    token,
    token.toUpperCase(),
    token.toLowerCase(),
    encodeURIComponent(token),
    Buffer.from(`x:${token}`).toString('base64'),
  ];
}

function beginningsOf(form: string): readonly string[] {
  const shorter = Math.max(0, form.length - MIN_PART);
  return [form, ...Array.from({ length: shorter }, (_, at) => form.slice(0, MIN_PART + at))];
}
