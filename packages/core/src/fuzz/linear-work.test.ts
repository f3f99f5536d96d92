import { afterEach, describe, expect, it, vi } from 'vitest';
import { openParseContext } from '../dialect/parse-context.ts';
import { bindFilter } from '../filter/bind.ts';
import { parseFilter } from '../filter/parse.ts';
import { printFilter } from '../filter/print.ts';
import { toPredicate } from '../filter/to-predicate.ts';
import type { Json, JsonObject } from '../json.ts';
import { applyPatch } from '../patch/apply.ts';
import { bindPatch } from '../patch/bind.ts';
import { decodePatch } from '../patch/decode.ts';
import { group, wholeUser } from '../profile/profiles.fixture.ts';
import { parseResource } from '../resource/parse-resource.ts';
import { changedPaths } from '../resource/changed-paths.ts';
import { GROUP, USER } from '../schema/urn.ts';
import type { ResourceType } from '../schema/resource-type.ts';
import { counted, type Count } from './counted.fixture.ts';
import { outcomeOf } from './outcome-of.fixture.ts';
import { patchBody } from './requests.fixture.ts';

const list = <T>(length: number, make: (at: number) => T): T[] => Array.from({ length }, (_, at) => make(at));
const emails = (length: number): Json[] =>
  list(length, (at) => ({ type: 'other', value: `u${at}@x.example` }));
const keyed = (length: number): JsonObject => Object.fromEntries(list(length, (at) => [`key${at}`, at]));

function patched(type: ResourceType, resource: JsonObject, body: Json): void {
  const context = openParseContext();
  outcomeOf(() => applyPatch(resource, bindPatch(decodePatch(body, context), type, context), type, context));
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('twice the input takes twice the work', () => {
  it.each<{ what: string; size: number; work: (size: number, count: Count) => void }>([
    {
      what: 'unknown keys',
      size: 5_000,
      work: (size, count) =>
        outcomeOf(() =>
          parseResource(
            counted({ schemas: [USER], ...keyed(size) }, count),
            wholeUser.type,
            openParseContext(),
          ),
        ),
    },
    {
      what: 'unknown sub-attributes',
      size: 5_000,
      work: (size, count) =>
        outcomeOf(() =>
          parseResource(
            counted({ schemas: [USER], name: keyed(size) }, count),
            wholeUser.type,
            openParseContext(),
          ),
        ),
    },
    {
      what: 'values of one attribute',
      size: 450,
      work: (size, count) =>
        outcomeOf(() =>
          parseResource(
            counted({ schemas: [USER], emails: emails(size) }, count),
            wholeUser.type,
            openParseContext(),
          ),
        ),
    },
    {
      what: 'members of a group',
      size: 8_000,
      work: (size, count) =>
        outcomeOf(() =>
          parseResource(
            counted({ schemas: [GROUP], members: emails(size) }, count),
            group.type,
            openParseContext(),
          ),
        ),
    },
    {
      what: 'URNs in schemas',
      size: 50_000,
      work: (size, count) =>
        outcomeOf(() =>
          decodePatch(counted({ schemas: list(size, String), Operations: [] }, count), openParseContext()),
        ),
    },
    {
      what: 'operations on one attribute',
      size: 400,
      work: (size, count) => {
        const operations = list(size, (at) => ({ op: 'replace', path: 'title', value: `${at}` }));
        patched(
          wholeUser.type,
          counted({ title: 'x', emails: emails(100) }, count),
          counted(patchBody(operations), count),
        );
      },
    },
    {
      what: 'operations on members, each with many ids',
      size: 8_000,
      work: (size, count) => {
        const add = list(size / 100, (at) => ({
          op: 'add',
          path: 'members',
          value: list(100, (id) => ({ value: `${at}-${id}` })),
        }));
        // A proxy does not see look-ups of ids in sets and maps.
        const looks = [vi.spyOn(Set.prototype, 'has'), vi.spyOn(Map.prototype, 'set')] as const;
        patched(group.type, {}, counted(patchBody(add), count));
        count.reads += looks[0].mock.calls.length + looks[1].mock.calls.length;
      },
    },
    {
      what: 'values that one operation adds to as many values',
      size: 450,
      work: (size, count) => {
        const operation = { op: 'add', path: 'emails', value: emails(size) };
        patched(
          wholeUser.type,
          counted({ emails: emails(size) }, count),
          counted(patchBody([operation]), count),
        );
      },
    },
    {
      what: 'values in a list to remove from as many values',
      size: 450,
      work: (size, count) => {
        const operation = {
          op: 'remove',
          path: 'emails',
          value: list(size, (at) => ({ value: `not ${at}` })),
        };
        patched(
          wholeUser.type,
          counted({ emails: emails(size) }, count),
          counted(patchBody([operation]), count),
        );
      },
    },
    {
      what: 'values that a filter reads',
      size: 450,
      work: (size, count) => {
        const context = openParseContext();
        const parsed = parseFilter('emails[type eq "work" and value sw "x"] or emails.value ew "y"', context);
        toPredicate(bindFilter(parsed, wholeUser.type, context))(counted({ emails: emails(size) }, count));
      },
    },
    {
      what: 'comparisons of a filter',
      size: 200,
      work: (size, count) => {
        const context = openParseContext();
        const parsed = parseFilter(list(size, () => 'title eq "x"').join(' or '), context);
        toPredicate(bindFilter(parsed, wholeUser.type, context))(counted({ title: 'y' }, count));
      },
    },
    {
      what: 'values of two states that are compared',
      size: 450,
      work: (size, count) =>
        changedPaths(counted({ emails: emails(size) }, count), counted({ emails: emails(size) }, count)),
    },
  ])('$what', ({ work, size }) => {
    const reads = (of: number): number => {
      const count = { reads: 0 };
      work(of, count);
      vi.restoreAllMocks();
      return count.reads;
    };
    const [once, twice] = [reads(size), reads(2 * size)];
    expect(once).toBeGreaterThan(size / 2);
    expect(twice).toBeLessThan(2.1 * once);
  });
});

describe('parsing a filter twice as long takes twice the steps', () => {
  it.each<{ what: string; size: number; text: (size: number) => string }>([
    {
      what: 'comparisons joined by or',
      size: 200,
      text: (size) => list(size, () => 'a eq "x"').join(' or '),
    },
    {
      what: 'brackets in sequence',
      size: 200,
      text: (size) => list(size, () => '(a pr)').join(' and '),
    },
    {
      what: 'nested brackets',
      size: 20,
      text: (size) => `${'('.repeat(size)}a pr${')'.repeat(size)}`,
    },
    { what: 'brackets that are never closed', size: 2_000, text: (size) => '('.repeat(size) },
    { what: 'brackets that were never opened', size: 2_000, text: (size) => `a pr${')'.repeat(size)}` },
    { what: 'stray quotes', size: 2_000, text: (size) => `a eq "${'" '.repeat(size / 2)}` },
    { what: 'stray words', size: 1_000, text: (size) => 'a '.repeat(size) },
  ])('$what', ({ size, text }) => {
    const steps = (of: number): number => {
      const exec = vi.spyOn(RegExp.prototype, 'exec');
      const lower = vi.spyOn(String.prototype, 'toLowerCase');
      outcomeOf(() => printFilter(parseFilter(text(of), openParseContext())));
      const calls = exec.mock.calls.length + lower.mock.calls.length;
      vi.restoreAllMocks();
      return calls;
    };
    expect(steps(2 * size)).toBeLessThan(2.1 * steps(size) + 10);
  });
});
