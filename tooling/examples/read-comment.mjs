// @ts-check

/** @typedef {{ line: number, code: string }} Snippet `line` is that of the first line of code */

/**
 * Whether a TSDoc comment begins with words, and its examples. An example is the text after `@example` up to the next
 * tag or, if there are fences in it, the text inside them.
 *
 * @param {{ text: string, line: number }} comment between its `/**` and its end
 * @returns {{ saysWhat: boolean, examples: Snippet[] }}
 */
export function readComment({ text, line }) {
  const lines = text.split('\n').map((content) => content.replace(/^\s*\*(?!\*) ?/, ''));
  const whole = lines.join('\n');
  const tags = [...whole.matchAll(/^\s*@\w+|(?<=\s)@example\b/gm)];
  const saysWhat = whole.slice(0, tags[0]?.index).trim() !== '';
  const examples = tags.flatMap((tag, i) => {
    if (tag[0].trim() !== '@example') return [];
    const start = tag.index + tag[0].length;
    const code = whole.slice(start, tags[i + 1]?.index);
    const at = line + whole.slice(0, start).split('\n').length - 1;
    return code.includes('```') ? fencedCode(code, at) : [trimmed({ line: at, code })];
  });
  return { saysWhat, examples };
}

/**
 * A snippet without the empty lines around it.
 *
 * @param {Snippet} snippet
 * @returns {Snippet}
 */
function trimmed({ line, code }) {
  const empty = /^(?:[ \t]*\n)*/.exec(code)?.[0] ?? '';
  return { line: line + empty.split('\n').length - 1, code: code.slice(empty.length).trimEnd() };
}

/**
 * The blocks that are fenced as TypeScript, in a Markdown page or a comment.
 *
 * @param {string} text
 * @param {number} [line] where the text begins
 * @returns {Snippet[]}
 */
export function fencedCode(text, line = 1) {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(({ index, 1: code = '' }) => ({
    line: line + text.slice(0, index).split('\n').length,
    code: code.trimEnd(),
  }));
}
