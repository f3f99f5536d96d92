// @ts-check
import { expect, it } from 'vitest';
import { inFixedColumns } from './columns.mjs';
import { distanceOf, verdictOf } from './verdict.mjs';

/** @param {number} low @param {number} median @param {number} high */
const spread = (low, median, high) => ({ low, median, high });
const same = spread(0.95, 1, 1.05);

it.each([
  {
    title: 'no difference',
    rows: [{ what: 'promapp initial', time: same, cpu: same }],
    says: 'This checkout is not measurably slower or faster than v1: no difference is beyond the noise. The noise is ± 5.0 % of the time and ± 5.0 % of the processor time.',
  },
  {
    title: 'a difference that the noise may have made',
    rows: [{ what: 'promapp initial', time: spread(0.9, 1.2, 1.5), cpu: same }],
    says: 'This checkout is not measurably slower or faster than v1: no difference is beyond the noise. The noise is ± 25 % of the time and ± 5.0 % of the processor time.',
  },
  {
    title: 'a sure difference that is nothing to speak of',
    rows: [{ what: 'promapp initial', time: spread(1.001, 1.01, 1.015), cpu: same }],
    says: 'This checkout is not measurably slower or faster than v1',
  },
  {
    title: 'slower',
    rows: [
      { what: 'promapp initial', time: spread(1.04, 1.1, 1.2), cpu: same },
      { what: 'template paging', time: same, cpu: same },
    ],
    says: 'Compared with v1, this checkout is slower in promapp initial by 10 % (4.0 % to 20 %). Nothing else differs beyond the noise.',
  },
  {
    title: 'faster in one, slower in another, with more work for the processor',
    rows: [
      { what: 'a', time: spread(1.04, 1.1, 1.2), cpu: spread(1.1, 1.2, 1.3) },
      { what: 'b', time: spread(0.7, 0.8, 0.9) },
    ],
    says: 'this checkout is slower in a by 10 % (4.0 % to 20 %); it is faster in b by 20 % (10 % to 30 %); it takes more processor time in a by 20 % (10 % to 30 %).',
  },
])('$title is said in a sentence', ({ rows, says }) => {
  expect(verdictOf(rows, 'v1')).toContain(says);
});

it('without a base, the distance to L is said, and that it says nothing about the change', () => {
  const rows = [
    { what: 'a', time: spread(1, 1.44, 2) },
    { what: 'b', time: spread(3, 4, 5) },
  ];
  expect(distanceOf(rows)).toBe(
    'Whether the change made it slower is not known, because there is no base to compare with. Beside L, a request takes 1.4 to 4.0 times as long.',
  );
});

it('columns have one width', () => {
  expect(
    inFixedColumns([
      ['', 'time'],
      ['promapp initial', '× 1'],
    ]),
  ).toBe('                 time\npromapp initial  × 1');
});
