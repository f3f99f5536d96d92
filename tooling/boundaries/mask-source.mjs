// @ts-check

/** What a `/` begins when it does not divide: a pattern follows an operator, an opening or these words. */
const BEFORE_PATTERN =
  /(?:^|[=(,:;[!&|?{}+\-*%>~^]|\b(?:return|typeof|case|in|of|do|else|void|await|yield))$/;

/** One alternative for each thing whose inside is not code; the first that matches at an offset wins. */
const OPAQUE = {
  comment: /\/\/[^\n]*|\/\*[\s\S]*?\*\//y,
  string: /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/y,
  pattern: /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//y,
  template: /`(?:\\[\s\S]|[^`\\$]|\$(?!\{))*(?:`|\$\{)/y,
  templateRest: /\}(?:\\[\s\S]|[^`\\$]|\$(?!\{))*(?:`|\$\{)/y,
};

/**
 * TypeScript with the inside of comments, strings, patterns and templates blanked out, so that a rule can
 * look for words of code with a regular expression. Offsets and line breaks stay; the code between `${` and
 * `}` stays too. The strings are listed apart: an import's specifier is one of them.
 *
 * @param {string} text
 */
export function maskSource(text) {
  /** @type {Array<{ offset: number, value: string }>} */
  const strings = [];
  /** How many braces are open inside each `${` that is open. @type {number[]} */
  const holes = [];
  let code = '';

  while (code.length < text.length) {
    const offset = code.length;
    const character = text.charAt(offset);
    const endsHole = character === '}' && holes.at(-1) === 0;
    const [kind, opaque] = opaqueAt(text, offset, code, endsHole);

    if (kind === undefined) {
      if (character === '{' && holes.length > 0) holes.push((holes.pop() ?? 0) + 1);
      if (character === '}' && holes.length > 0) holes.push((holes.pop() ?? 0) - 1);
      code += character;
      continue;
    }
    if (kind === 'string') strings.push({ offset, value: opaque.slice(1, -1) });
    if (endsHole) holes.pop();
    if (opaque.endsWith('${')) holes.push(0);
    code += kind === 'comment' ? blank(opaque) : opaque[0] + blank(opaque.slice(1, -1)) + opaque.at(-1);
  }
  return { code, strings };
}

/**
 * @param {string} text
 * @param {number} offset
 * @param {string} before the masked code so far
 * @param {boolean} endsHole
 * @returns {[keyof typeof OPAQUE, string] | [undefined, '']}
 */
function opaqueAt(text, offset, before, endsHole) {
  if (!endsHole && !'/\'"`'.includes(text.charAt(offset))) return [undefined, ''];
  for (const kind of /** @type {Array<keyof typeof OPAQUE>} */ (Object.keys(OPAQUE))) {
    if ((kind === 'templateRest') !== endsHole) continue;
    if (kind === 'pattern' && !BEFORE_PATTERN.test(before.trimEnd().slice(-12))) continue;
    const expression = OPAQUE[kind];
    expression.lastIndex = offset;
    const match = expression.exec(text);
    if (match) return [kind, match[0]];
  }
  return [undefined, ''];
}

/** @param {string} text */
function blank(text) {
  return text.replaceAll(/[^\n]/g, ' ');
}
