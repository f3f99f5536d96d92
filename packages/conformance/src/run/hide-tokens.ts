import type { ConformanceTarget } from '../conformance-target.ts';

/** The shortest part of a token that is hidden; a shorter one reveals nothing. */
const MIN_PART = 8;

/**
 * Hides the tokens of a target in a text, in every form in which a case sends them or a service may repeat them. It also hides the
 * beginning of a token, since a message may be cut off in the middle of one.
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
      // The longest first, so that no rest of a token is left.
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
