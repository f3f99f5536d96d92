import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { hideOperands, hidePathOperands } from './hide-operands.ts';
import { parseFilter } from './parse.ts';
import { printFilter } from './print.ts';

describe('the operands of a filter', () => {
  it.each([
    ['userName eq "ada"', 'userName eq "…"'],
    ['employeeNumber eq 701984', 'employeeNumber eq "…"'],
    ['active eq true and title ne null', 'active eq true and title ne null'],
    ['not (externalId sw "a") or title pr', 'not (externalId sw "…") or title pr'],
    ['emails[type eq "work" and value co "@"]', 'emails[type eq "work" and value co "…"]'],
    ['roles[primary eq "True"]', 'roles[primary eq "True"]'],
  ])('are hidden: %s becomes %s', (text, hidden) => {
    expect(printFilter(hideOperands(parseFilter(text, openParseContext())))).toBe(hidden);
  });
});

describe('the operands of a path', () => {
  it.each([
    ['title', 'title'],
    ['cost center', 'cost center'],
    ['emails[type eq "work"].value', 'emails[type eq "work"].value'],
    ['emails[value eq "ada@x.example"].type', 'emails[value eq "…"].type'],
    ['members[value eq "2819"]', 'members[value eq "…"]'],
    ['emails[value eq "ada@x.example"', 'emails[…]'],
    ['emails.value eq "ada@x.example"', 'emails.value eq […]'],
    ['emails[ada@x.example]', 'emails[…]'],
  ])('are hidden: %s becomes %s', (path, hidden) => {
    expect(hidePathOperands(path)).toBe(hidden);
  });

  it('are hidden even in a malformed path', () => {
    const part = fc.oneof(
      fc.constantFrom('emails', '[', ']', '.value', ' and ', ' or ', 'not (', ')', 'value eq ', '\\"', ' '),
      fc.constantFrom('type eq "work"', 'primary eq true', 'display pr', 'value ne null', 'x lt 5'),
    );
    const secret = 'ada@x.example';
    const before = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(''));
    const operand = fc.constantFrom(`["${secret}"`, `[value eq "${secret}"`, `"${secret}"`, `[${secret}`);
    fc.assert(
      fc.property(before, operand, before, (prefix, middle, suffix) => {
        expect(hidePathOperands(`${prefix}${middle}${suffix}`)).not.toContain(secret);
      }),
      { numRuns: 2_000 },
    );
  });
});
