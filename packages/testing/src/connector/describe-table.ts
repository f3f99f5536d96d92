import {
  bindPatch,
  decodePatch,
  openReading,
  PATCH_OP,
  targetAttribute,
  type AttributeType,
} from '@scimwright/core';
import { describe, expect, it } from 'vitest';
import type { EntraTable, TableRow } from './connector-facts.ts';
import type { Subject } from './subject.ts';
import { profilesOf } from './profiles-of.ts';

/** The types of SCIM as the tutorials name them: a complex attribute is always a reference to another resource. */
const TYPE_NAMES: Readonly<Record<AttributeType, string>> = {
  string: 'String',
  boolean: 'Boolean',
  integer: 'Integer',
  decimal: 'Decimal',
  dateTime: 'DateTime',
  binary: 'Binary',
  reference: 'Reference',
  complex: 'Reference',
};

/**
 * Tests that a connector says what the tables of its tutorial say, and that each of its rows can be written to.
 *
 * @example
 * describeTable(subject, table);
 */
export function describeTable({ connector }: Subject, table: EntraTable): void {
  const tables: Readonly<Record<string, readonly TableRow[] | undefined>> = {
    user: table.users,
    group: table.groups,
  };

  it('names the tutorial that its table was taken from', () => {
    expect(connector.tutorial).toBe(table.source);
  });

  it('has groups if and only if the tutorial has a table of them', () => {
    expect(connector.groups !== undefined).toBe(table.groups !== undefined);
  });

  for (const { kind, profile } of profilesOf(connector)) {
    describe(`the table of ${kind}s`, () => {
      it('has the rows of the tutorial, in its order and with its marks', () => {
        const rows = profile.rows.map(({ path, target, filterable, required }) => ({
          attribute: path,
          type: TYPE_NAMES[targetAttribute(target).type],
          filterable,
          required,
        }));
        expect(rows).toEqual(tables[kind]);
      });

      it('has one row that Entra matches by first, and it can be filtered by', () => {
        const first = profile.rows.filter(({ matching }) => matching === 1);
        expect(first).toHaveLength(1);
        expect(first[0]?.filterable).toBe(true);
      });

      for (const { path, source, target } of profile.rows) {
        it(`has an Entra source for ${path}`, () => {
          expect(source.trim()).not.toBe('');
        });

        it(`understands an operation on ${path}`, () => {
          const reading = openReading({ outside: 'refuse' });
          const isBoolean = targetAttribute(target).type === 'boolean';
          const operation = { op: 'Replace', path, value: isBoolean ? 'True' : '' };
          const operations = decodePatch({ schemas: [PATCH_OP], Operations: [operation] }, reading);
          expect(bindPatch(operations, profile.type, reading)).toHaveLength(1);
        });
      }
    });
  }
}
