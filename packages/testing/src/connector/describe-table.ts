import type { Connector } from '@scimwright/connector-kit';
import { openParseContext } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import { bindPatch, decodePatch } from '@scimwright/core/patch';
import { defaultGroupMapping, defaultUserMapping, type MappingProfile } from '@scimwright/core/profile';
import { isWritable } from '@scimwright/core/schema';
import { targetAttribute } from '@scimwright/core/resource';
import { describe, expect, it } from 'vitest';
import type { EntraTable, TableRow } from './connector-facts.ts';
import { profilesOf } from './profiles-of.ts';
import { typeNames } from './type-names.ts';

/**
 * Tests that a connector has the rows of its tutorial, marks additions as assumed, and that each row can be written.
 * Without tables, only the writing is tested.
 */
export function describeTable(connector: Connector, table: EntraTable | null): void {
  const tables: Readonly<Record<string, readonly TableRow[]>> =
    table === null
      ? {}
      : {
          user: table.users ?? rowsOf(defaultUserMapping),
          group: table.groups ?? rowsOf(defaultGroupMapping),
        };

  if (table !== null) describeTutorial(connector, table);

  for (const { kind, profile } of profilesOf(connector)) {
    // Entra cannot map a declared resource type, so no tutorial has a table for it.
    const printed = tables[kind];

    describe(`the table of ${kind}s`, () => {
      if (profile === connector.users || profile === connector.groups) describeMatching(profile);
      if (printed !== undefined) describePrinted(profile, printed, table?.assumed !== undefined);

      for (const { path, source, target } of profile.rows) {
        it(`has an Entra source for ${path}, or marks it as unmapped`, () => {
          expect(source?.trim()).not.toBe('');
        });

        if (!isWritable(target)) continue;

        it(`understands an operation on ${path}`, () => {
          const context = openParseContext({ unmapped: 'refuse' });
          const isBoolean = targetAttribute(target).type === 'boolean';
          const operation = { op: 'Replace', path, value: isBoolean ? 'True' : '' };
          const operations = decodePatch({ schemas: [PATCH_OP], Operations: [operation] }, context);
          expect(bindPatch(operations, profile.type, context)).toHaveLength(1);
        });
      }
    });
  }
}

function describeTutorial({ tutorial, groups }: Connector, table: EntraTable): void {
  it('names the tutorial that its table was taken from', () => {
    expect(tutorial).toBe(table.source);
  });

  it('has groups if and only if the tutorial has them', () => {
    expect(groups !== undefined).toBe(table.groups !== undefined);
  });
}

function describePrinted(profile: MappingProfile, printed: readonly TableRow[], isAssumed: boolean): void {
  it('has the rows of the tutorial, in its order and with its marks', () => {
    const rows = profile.rows.map(({ path, type, filterable, required }) => ({
      attribute: path,
      type: typeNames[type],
      filterable,
      required,
    }));
    expect(rows).toMatchObject(printed);
  });

  it('marks as assumed each row with a mark that the tutorial does not print', () => {
    const assumed = profile.rows.filter(
      ({ filterable, required }, at) =>
        isAssumed ||
        (filterable && printed[at]?.filterable === undefined) ||
        (required && printed[at]?.required === undefined),
    );
    expect(assumed.filter((row) => row.assumed === undefined).map(({ path }) => path)).toEqual([]);
  });
}

function describeMatching(profile: MappingProfile): void {
  it('has one row that Entra matches by first, and the row is filterable', () => {
    const first = profile.rows.filter(({ matching }) => matching === 1);
    expect(first).toHaveLength(1);
    expect(first[0]?.filterable).toBe(true);
  });
}

/** The facts in a tutorial that keeps Entra's default mapping: only the names of attributes. */
function rowsOf(mapping: ReadonlyMap<string, string>): readonly TableRow[] {
  return [...mapping.keys()].map((attribute) => ({ attribute }));
}
