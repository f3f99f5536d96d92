import { expect } from 'vitest';
import { listAll } from '../list-all.fixture.ts';
import type { Ask } from './ask.fixture.ts';
import type { World } from './world.fixture.ts';

const PAGE = 20;

/** Reads the users page by page during writes, and checks what must hold even then. */
export async function pageThrough(world: World, ask: Ask): Promise<void> {
  const live = new Set(world.liveIds);
  const { begun, over } = world.deletions;
  const listed = await listAll(async (query) => {
    const { status, body } = await ask.read(`/Users?${query}`);
    expect(status).toBe(200);
    return body;
  }, PAGE);
  const ids = listed.map(({ id = '' }) => id);
  const seen = new Set(ids);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  // Residents were created before any deletion: they are first in the list, where pages do not shift.
  expect([...world.residents.keys()].filter((id) => !seen.has(id))).toEqual([]);
  for (const { id = '', userName } of listed) {
    const name = world.residents.get(id);
    if (name !== undefined) expect(userName).toBe(name);
  }
  // A deletion before a page shifts the list. Without a deletion, no user may be skipped.
  if (begun === over && world.deletions.begun === begun)
    expect([...live].filter((id) => !seen.has(id))).toEqual([]);
}
