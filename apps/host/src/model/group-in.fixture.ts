import { expect } from 'vitest';
import type { ScimBody } from './ask.fixture.ts';
import type { GroupState } from './world.fixture.ts';

/** The state of a group in an answer; fails for a repeated member. */
export function groupIn({ displayName = '', externalId = '', members = [] }: ScimBody): GroupState {
  const ids = members.map(({ value }) => value);
  expect(new Set(ids).size).toBe(ids.length);
  return { displayName, externalId, members: new Set(ids) };
}
