import { GROUP } from '@scimwright/core/schema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgresBench, type PostgresBench } from './postgres-bench.fixture.ts';

/** More members than one portion has. */
const members = Array.from({ length: 4_500 }, (_, at) => ({ value: `member-${at}` }));

let bench: PostgresBench;
let path: string;
beforeAll(async () => {
  bench = await openPostgresBench();
  const id = await bench.faulty.make('/Groups', { schemas: [GROUP], displayName: 'Engines', members });
  path = `/Groups/${id}`;
});
afterAll(() => bench.close());

/** The answer, or undefined if it broke off. */
const get = () => bench.faulty.send({ path }).catch(() => undefined);

it('a group is shown completely if the connection is cut while its members are read', async () => {
  const cut = bench.link.cutAt(/\bfrom members\b/, 'before');
  const answer = await get();
  await cut;
  expect(answer?.body).toMatchObject({ members: expect.objectContaining({ length: members.length }) });
});

it('an answer with only some members of a group never looks complete', async () => {
  bench.link.swallow(/\bfrom members\b/);
  const answer = await get();
  expect([undefined, 503]).toContain(answer?.status);
  await bench.link.mend();
  await bench.faulty.recovered();
  expect((await get())?.body).toMatchObject({ members: expect.objectContaining({ length: members.length }) });
});
