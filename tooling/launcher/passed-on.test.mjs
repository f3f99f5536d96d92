// @ts-check
import { expect, it } from 'vitest';
import { passedOn } from './passed-on.mjs';

const rows = [
  { typed: [], args: [] },
  { typed: ['--empty'], args: ['--empty'] },
  { typed: ['--', '--empty'], args: ['--empty'] },
  { typed: ['packages/core', '-t', 'a filter'], args: ['packages/core', '-t', 'a filter'] },
  { typed: ['a', '--', 'b'], args: ['a', '--', 'b'] },
];

it.each(rows)('passes $typed on as $args', ({ typed, args }) => {
  expect(passedOn(['node', 'start.mjs', ...typed])).toEqual(args);
});
