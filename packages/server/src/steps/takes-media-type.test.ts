import { expect, it } from 'vitest';
import { takesMediaType } from './takes-media-type.ts';

const SCIM = 'application/scim+json';

it.each<[accept: string | undefined, why: string]>([
  [undefined, 'no header'],
  ['', 'an empty one'],
  [SCIM, 'the type itself'],
  [`${SCIM}; charset=utf-8`, 'the type as it is sent'],
  ['Application/SCIM+JSON ; Charset="utf-8"', 'in other letters'],
  [`${SCIM};q=0.001`, 'hardly'],
  [`${SCIM};version="1,2;q=0"`, 'a quoted comma, and a quoted q'],
  [String.raw`${SCIM};x="\";q=0"`, 'a quoted quote'],
  [`text/html, ${SCIM};q=0.5`, 'as the second choice'],
  ['application/*', 'whatever is an application'],
  ['text/html, */*;q=0.1', 'whatever there is'],
  [`*/*;q=0, ${SCIM}`, 'nothing else'],
  [`${SCIM};q=0, ${SCIM};charset=utf-8`, 'in one of two forms'],
])('%j accepts the type: %s', (accept) => {
  expect(takesMediaType(accept, SCIM)).toBe(true);
});

it.each<[accept: string, why: string]>([
  ['text/html', 'another type'],
  ['application/json', 'a type beside it'],
  [`${SCIM};q=0`, 'the type, not at all'],
  [`${SCIM}; charset=utf-8; q=0.000`, 'the type with a parameter, not at all'],
  [`*/*, ${SCIM};q=0`, 'anything else'],
  ['*/*, application/*;q=0', 'anything but an application'],
  [`text/html;a=", ${SCIM}`, 'the type within a quote that has no end'],
  ['*', 'no media range'],
  [`${SCIM}x`, 'a longer name'],
])('%j does not accept the type: %s', (accept) => {
  expect(takesMediaType(accept, SCIM)).toBe(false);
});
