import { GROUP } from '@scimwright/core/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgresBench, type PostgresBench } from './postgres-bench.fixture.ts';

/** More than are read at once. */
const members = Array.from({ length: 4_500 }, (_, at) => ({ value: `member-${at}` }));

let bench: PostgresBench;
let path: string;
beforeAll(async () => {
  bench = await openPostgresBench();
  const id = await bench.faulty.make('/Groups', { schemas: [GROUP], displayName: 'Engines', members });
  path = `/Groups/${id}`;
});
afterAll(() => bench.close());

/** The answer, or undefined for one that broke off. */
const get = () => bench.faulty.send({ path }).catch(() => undefined);

it('a group is shown whole when the connection is cut while its members are read', async () => {
  const cut = bench.link.cutAt(/\bfrom members\b/, 'before');
  const answer = await get();
  await cut;
  expect(answer?.body).toMatchObject({ members: expect.objectContaining({ length: members.length }) });
});

it('a group is never shown with only some of its members as if they were all', async () => {
  bench.link.swallow(/\bfrom members\b/);
  const answer = await get();
  expect([undefined, 503]).toContain(answer?.status);
  await bench.link.mend();
  await bench.faulty.recovered();
  expect((await get())?.body).toMatchObject({ members: expect.objectContaining({ length: members.length }) });
});
