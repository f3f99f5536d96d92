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

/** RFC 7643 §2.5: null, [] and nothing are the same; whether a library lists the schemas is not what is asked. */
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
    const patched = JSON.parse(JSON.stringify(await apply(user, operations))) as Json; // whatever parses is JSON
    const kept = assigned(patched) ?? {};
    return isObject(kept) ? kept : 'a fault';
  } catch (error) {
    return isRefusal(error) ? 'refused' : 'a fault';
  }
}

/** How each of them refuses; anything else that they throw is a fault. */
function isRefusal(error: unknown): boolean {
  if (error instanceof ScimError) return true;
  return error instanceof Error && (error.name === 'SCIMError' || 'scimCode' in error);
}

describe('a row of what a PATCH comes to elsewhere is true of both', () => {
  it.each(patchRows)('$library: $about', async ({ library, about, ask: asked, theirs, ours }) => {
    expect({
      theirs: await ask(patchLibraries[library], asked),
      ours: await ask(patchByUs, asked),
    }).toEqual({ theirs, ours });
    expect(theirs).not.toEqual(ours);
    expect([...patchFactsOf(asked.user, asked.operations)]).toContain(about);
  });

  it('and stands there once', () => {
    const names = patchRows.map(({ library, about }) => `${library}: ${about}`);
    expect(new Set(names).size).toBe(names.length);
  });
});

/** How much must at least be compared, and how often: one of them takes its time. */
const bounds: Readonly<Record<PatchLibrary, { readonly least: number; readonly runs: number }>> = {
  'scim-patch': { least: 0.52, runs: 800 },
  scimmy: { least: 0.42, runs: 150 },
};

describe.each(Object.keys(bounds) as PatchLibrary[])('%s', (library) => {
  const known = new Set<string>(patchRows.filter((row) => row.library === library).map(({ about }) => about));

  it('agrees on what operations come to, but for what the rows say', { timeout: oracleTime }, async () => {
    const compared: Compared = { asked: 0, held: 0 };
    await fc.assert(
      fc.asyncProperty(user, operations, async (user, operations) => {
        const asked = { user, operations };
        const facts = [...patchFactsOf(user, operations)];
        compared.asked += 1;
        if (facts.some((fact) => known.has(fact))) return;
        compared.held += 1;
        // A fault of theirs is a refusal that was not foreseen.
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
