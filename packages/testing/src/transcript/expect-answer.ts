import type { Json } from '@scimwright/core';
import { LIST_RESPONSE } from '@scimwright/core/messages';
import { expect } from 'vitest';
import type { Answer } from '../serve/send.ts';
import { fillPlaceholders, type Names } from './placeholders.ts';
import type { Exchange } from '@scimwright/conformance';

/** Checks an answer against the expectations of an exchange. */
export function expectAnswer(answer: Answer, expected: Exchange['expect'], names: Names): void {
  const { status, scimType, detail, finds, absent } = expected;
  // Compares the body together with the status, so that a failure shows the answer.
  expect(answer).toMatchObject({
    status,
    ...(scimType !== undefined && { body: { scimType } }),
  });
  if (detail !== undefined) expect(answer.body).toHaveProperty('detail', expect.stringContaining(detail));
  if (expected.body !== undefined)
    expect(answer.body).toMatchObject(Object(fillPlaceholders(expected.body, names)));
  for (const item of resourcesIn(answer)) {
    for (const key of absent) expect(item).not.toHaveProperty([key]);
  }
  if (finds !== undefined) expectList(answer, fillPlaceholders(finds, names) as readonly string[]); // ids stay ids
}

function expectList(answer: Answer, ids: readonly string[]): void {
  expect(answer.body).toMatchObject({
    schemas: [LIST_RESPONSE],
    totalResults: ids.length,
    startIndex: 1,
    itemsPerPage: ids.length,
  });
  expect(new Set(resourcesIn(answer).map((item) => Object(item)['id'] as unknown))).toEqual(new Set(ids));
}

/** The resources of a list answer, or the only one. */
function resourcesIn({ body }: Answer): readonly Json[] {
  const list: unknown = Object(body)['Resources'];
  if (Array.isArray(list)) return list as readonly Json[];
  return body === undefined ? [] : [body];
}
