import type { ConformanceTarget } from '../conformance-target.ts';

/** A text without the tokens of a target, in the forms in which cases send them and a service may repeat them. */
export function hideTokens(text: string, target: ConformanceTarget): string {
  const tokens = [
    target.secretToken,
    target.other?.secretToken,
    target.declared?.secretToken,
    target.expiredToken,
    target.userToken,
  ];
  return tokens
    .flatMap((token) => (token ? formsOf(token) : []))
    .reduce((hidden, form) => hidden.replaceAll(form, '[token]'), text);
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
