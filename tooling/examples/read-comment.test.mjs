// @ts-check
import { describe, expect, it } from 'vitest';
import { readComment } from './read-comment.mjs';

const cases = [
  {
    what: 'on the line of the tag',
    text: " A string. @example string('a@b'); ",
    examples: [{ line: 10, code: " string('a@b');" }],
  },
  {
    what: 'on the lines below, up to the end',
    text: '\n * Says.\n *\n * @example\n * const a = 1;\n *\n * use(a);\n ',
    examples: [{ line: 14, code: 'const a = 1;\n\nuse(a);' }],
  },
  {
    what: 'up to the next tag, and the next one',
    text: '\n * Says.\n * @example\n * a();\n *\n * @see RFC 7644\n * @example\n *   b();\n ',
    examples: [
      { line: 13, code: 'a();' },
      { line: 17, code: '  b();' },
    ],
  },
  {
    what: 'inside its fences',
    text: '\n * Says.\n * @example\n * As here:\n * ```ts\n * a();\n * ```\n * and so on\n ',
    examples: [{ line: 15, code: 'a();' }],
  },
  { what: 'that no tag marks, which is none', text: ' Says `a();`. ', examples: [] },
];

describe('a comment', () => {
  it.each(cases)('has the example $what', ({ text, examples }) => {
    expect(readComment({ text, line: 10 })).toEqual({ saysWhat: true, examples });
  });

  it('has no description if it begins with a tag', () => {
    expect(readComment({ text: '\n * @example\n * a();\n ', line: 1 }).saysWhat).toBe(false);
  });
});
