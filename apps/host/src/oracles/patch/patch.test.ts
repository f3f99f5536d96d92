import { isObject, ScimError, type Json } from '@scimwright/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectShare, oracleRuns, oracleTime, type Compared } from '../oracle-runs.fixture.ts';
import { patchByUs } from './patch-by-us.fixture.ts';
import { patchFactsOf } from './patch-facts.fixture.ts';
import { patchLibraries, type ApplyPatch } from './patch-libraries.fixture.ts';
import type { PatchAsk, PatchLibrary, PatchVerdict } from './patch-row.fixture.ts';
import { patchRows } from './patch-rows.fixture.ts';
import { operations, user } from './patches.fixture.ts';

/** Makes null, [] and absent the same, as RFC 7643 §2.5 does, and ignores `schemas`. */
function assigned(value: Json): Json | undefined {
  if (Array.isArray(value))
    return value.length === 0 ? undefined : value.map((each: Json) => assigned(each) ?? null);
  if (!isObject(value)) return value ?? undefined;
  const parts = Object.entries(value).flatMap(([key, part]) => {
    const kept = key === 'schemas' || key === 'meta' ? undefined : assigned(part);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

async function ask(apply: ApplyPatch, { user, operations }: PatchAsk): Promise<PatchVerdict> {
  try {
    const patched = JSON.parse(JSON.stringify(await apply(user, operations))) as Json; // JSON.parse returns JSON
    const kept = assigned(patched) ?? {};
    return isObject(kept) ? kept : 'a fault';
  } catch (error) {
    return isRefusal(error) ? 'refused' : 'a fault';
  }
}

/** The errors with which each library refuses; any other error is a fault. */
function isRefusal(error: unknown): boolean {
  if (error instanceof ScimError) return true;
  return error instanceof Error && (error.name === 'SCIMError' || 'scimCode' in error);
}

describe('a row about PATCH is true of the library and of us', () => {
  it.each(patchRows)('$library: $about', async ({ library, about, ask: asked, theirs, ours }) => {
    expect({
      theirs: await ask(patchLibraries[library], asked),
      ours: await ask(patchByUs, asked),
    }).toEqual({ theirs, ours });
    expect(theirs).not.toEqual(ours);
    expect([...patchFactsOf(asked.user, asked.operations)]).toContain(about);
  });

  it('occurs once', () => {
    const names = patchRows.map(({ library, about }) => `${library}: ${about}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

/** The minimum share that must be compared, and the number of runs: one library is slow. */
const bounds: Readonly<Record<PatchLibrary, { readonly least: number; readonly runs: number }>> = {
  'scim-patch': { least: 0.52, runs: 800 },
  scimmy: { least: 0.42, runs: 150 },
};

describe.each(Object.keys(bounds) as PatchLibrary[])('%s', (library) => {
  const known = new Set<string>(patchRows.filter((row) => row.library === library).map(({ about }) => about));

  it('agrees on the result of operations, except as the rows say', { timeout: oracleTime }, async () => {
    const compared: Compared = { asked: 0, held: 0 };
    await fc.assert(
      fc.asyncProperty(user, operations, async (user, operations) => {
        const asked = { user, operations };
        const facts = [...patchFactsOf(user, operations)];
        compared.asked += 1;
        if (facts.some((fact) => known.has(fact))) return;
        compared.held += 1;
        // A fault of the library counts as a refusal.
        const comesTo = async (apply: ApplyPatch) => {
          const verdict = await ask(apply, asked);
          return verdict === 'a fault' ? 'refused' : verdict;
        };
        expect({ ...asked, facts, comesTo: await comesTo(patchLibraries[library]) }).toEqual({
          ...asked,
          facts,
          comesTo: await comesTo(patchByUs),
        });
      }),
      oracleRuns(bounds[library].runs),
    );
    expectShare(`${library}, operations on users`, compared, bounds[library].least);
  });
});
