import { expect, it } from 'vitest';
import { takesMediaType } from './takes-media-type.ts';

const SCIM = 'application/scim+json';

it.each<[accept: string | undefined, why: string]>([
  [undefined, 'there is no header'],
  ['', 'the header is empty'],
  [SCIM, 'it names the type'],
  [`${SCIM}; charset=utf-8`, 'it names the type with a charset'],
  ['Application/SCIM+JSON ; Charset="utf-8"', 'it names the type in another letter case'],
  [`${SCIM};q=0.001`, 'its weight is low but not 0'],
  [`${SCIM};version="1,2;q=0"`, 'a parameter has a quoted comma and a quoted q'],
  [String.raw`${SCIM};x="\";q=0"`, 'a parameter has an escaped quote'],
  [`text/html, ${SCIM};q=0.5`, 'the type is the second choice'],
  ['application/*', 'it accepts any application type'],
  ['text/html, */*;q=0.1', 'it accepts any type'],
  [`*/*;q=0, ${SCIM}`, 'it accepts no other type'],
  [`${SCIM};q=0, ${SCIM};charset=utf-8`, 'it accepts the type with one of two parameters'],
])('%j accepts the type: %s', (accept) => {
  expect(takesMediaType(accept, SCIM)).toBe(true);
});

it.each<[accept: string, why: string]>([
  ['text/html', 'it names another type'],
  ['application/json', 'it names a similar type'],
  [`${SCIM};q=0`, 'its weight is 0'],
  [`${SCIM}; charset=utf-8; q=0.000`, 'its weight is 0, behind a parameter'],
  [`*/*, ${SCIM};q=0`, 'it accepts any other type'],
  ['*/*, application/*;q=0', 'it accepts any type but application types'],
  [`text/html;a=", ${SCIM}`, 'the type is in a quoted string without an end'],
  ['*', 'it is not a media range'],
  [`${SCIM}x`, 'it names a longer type'],
])('%j does not accept the type: %s', (accept) => {
  expect(takesMediaType(accept, SCIM)).toBe(false);
});
