import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { functionReference } from './function-reference.ts';

it('the README lists every function as the table has it', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const listed = readme.match(/^- `\w+\(.*$/gm);
  expect(listed).toEqual(functionReference.map(({ signature, says }) => `- \`${signature}\`: ${says}`));
});
