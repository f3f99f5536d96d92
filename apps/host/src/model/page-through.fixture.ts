import { expect } from 'vitest';
import { listAll } from '../list-all.fixture.ts';
import type { Ask } from './ask.fixture.ts';
import type { World } from './world.fixture.ts';

const PAGE = 20;

/** Reads the users page by page while others write, and checks what must hold nevertheless. */
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
  // Those that were there before anybody deletes stand in front, where no page shifts.
  expect([...world.residents.keys()].filter((id) => !seen.has(id))).toEqual([]);
  for (const { id = '', userName } of listed) {
    const name = world.residents.get(id);
    if (name !== undefined) expect(userName).toBe(name);
  }
  // A deletion in front of a page takes a place away; without one, nobody may be passed over.
  if (begun === over && world.deletions.begun === begun)
    expect([...live].filter((id) => !seen.has(id))).toEqual([]);
}
