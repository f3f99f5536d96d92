// @ts-check
import { promapp } from '@scimwright/connector-promapp';
import { expect, it } from 'vitest';
import { filters, person } from './micro-inputs.mjs';
import { parts } from './micro.mjs';

it.each([
  { library: 'scim2-parse-filter', knows: () => true },
  // It does not find the attributes of extensions.
  { library: 'scimmy', knows: (/** @type {string} */ filter) => !filter.startsWith('urn:') },
])('what is compared comes to the same: $library says of a user what we say', ({ library, knows }) => {
  const asked = parts(promapp.users.type).find(({ what }) => what === 'ask a filter about a user');
  const answersOf = (/** @type {string} */ by) => {
    const answers = /** @type {readonly boolean[]} */ (asked?.by[by]?.());
    return filters.flatMap((filter, at) => (knows(filter) ? [`${filter}: ${answers[at]}`] : []));
  };
  expect(answersOf(library)).toEqual(answersOf('scimwright'));
});

it('what is compared comes to the same: scim-patch makes the user that we make', () => {
  const patched = parts(promapp.users.type).find(({ what }) => what.startsWith('PATCH'));
  const usersBy = (/** @type {string} */ by) => {
    patched?.prepare?.();
    return patched?.by[by]?.();
  };
  expect(usersBy('scim-patch')).toEqual(usersBy('scimwright'));
});

it('no library changes what the next round is given', async () => {
  const before = JSON.stringify(person);
  for (const { prepare, by } of parts(promapp.users.type)) {
    const results = [];
    for (const run of Object.values(by)) {
      prepare?.();
      results.push(JSON.stringify(await run()));
      prepare?.();
      expect(JSON.stringify(await run())).toBe(results.at(-1));
    }
  }
  expect(JSON.stringify(person)).toBe(before);
});
