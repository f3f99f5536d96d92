import { expect } from 'vitest';
import type { ScimBody } from './ask.fixture.ts';
import type { GroupState } from './world.fixture.ts';

/** The state of a group that an answer shows; a member that is there twice is a failure. */
export function groupIn({ displayName = '', externalId = '', members = [] }: ScimBody): GroupState {
  const ids = members.map(({ value }) => value);
  expect(new Set(ids).size).toBe(ids.length);
  return { displayName, externalId, members: new Set(ids) };
}
