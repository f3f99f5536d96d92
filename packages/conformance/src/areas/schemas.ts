import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { Json } from '@scimwright/core';
import { ENTERPRISE_USER, GROUP, USER } from '@scimwright/core/schema';
import { assertParts, type Wanted } from '../check/assert-parts.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';
import { everyAttribute } from '../tenant/discovered.ts';

const TYPES: ReadonlySet<string> = new Set([
  'string',
  'boolean',
  'decimal',
  'integer',
  'dateTime',
  'binary',
  'reference',
  'complex',
]);
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  mutability: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
  returned: ['always', 'never', 'default', 'request'],
  uniqueness: ['none', 'server', 'global'],
};

/** The characteristics from verified errata, by schema and name. */
const ERRATA: readonly (readonly [schema: string, name: string, wanted: Wanted])[] = [
  [USER, 'userName', { required: true, uniqueness: 'server', caseExact: false }],
  [GROUP, 'displayName', { required: true }],
  [GROUP, 'members.value', { mutability: 'immutable' }],
  [GROUP, 'members.$ref', { mutability: 'immutable', referenceTypes: ['User', 'Group'] }],
  [GROUP, 'members.type', { mutability: 'immutable' }],
  [ENTERPRISE_USER, 'manager.value', { caseExact: true }],
  [ENTERPRISE_USER, 'manager.displayName', { mutability: 'readOnly' }],
  [USER, 'x509Certificates.value', { type: 'binary', caseExact: true }],
];

/** Area B: the attributes in schemas. */
export const schemas: readonly ConformanceCase[] = [
  {
    covers: ['7643-7-02', '7643-7-04'],
    title: 'every attribute has a valid name, and its characteristics with the exact keywords',
    async run(tenant) {
      for (const { name, definition, isInside } of await everyAttribute(tenant)) {
        match(String(at(definition, 'name')), isInside ? /^[A-Za-z$][\w$-]*$/ : /^[A-Za-z][\w$-]*$/);
        for (const word of ['multiValued', 'required', 'caseExact'])
          equal(typeof at(definition, word), 'boolean', `${name}: ${word}`);
        for (const [word, values] of Object.entries(KEYWORDS))
          ok(values.includes(String(at(definition, word))), `${name}: ${word}`);
        const referenceTypes = at(definition, 'referenceTypes');
        equal(Array.isArray(referenceTypes), at(definition, 'type') === 'reference', name);
      }
    },
  },
  {
    covers: ['7643-7-03'],
    title: 'types are those of the RFC; complex attributes list their sub-attributes, none of them complex',
    async run(tenant) {
      for (const { name, definition, isInside } of await everyAttribute(tenant)) {
        const type = String(at(definition, 'type'));
        ok(TYPES.has(type), `${name}: ${type}`);
        ok(!isInside || type !== 'complex', `${name} is complex inside a complex one`);
        const parts = at(definition, 'subAttributes');
        equal(Array.isArray(parts) && parts.length > 0, type === 'complex', name);
      }
    },
  },
  {
    covers: ['7643-8.7-01', 'AMB-59'],
    title: 'the core schemas are complete, with the characteristics of the errata',
    async run(tenant) {
      const all = await everyAttribute(tenant);
      const find = (schema: string, name: string): Json | undefined =>
        all.find((one) => one.schema === schema && one.name === name)?.definition;
      for (const [schema, name, wanted] of ERRATA) assertParts(find(schema, name), wanted, name);
      assertParts(find(USER, 'addresses.primary'), { type: 'boolean' });
      deepEqual(at(find(USER, 'ims.type'), 'canonicalValues', 8), 'other');
      for (const { name, definition } of all)
        ok(!Object.values(definition as object).includes(null), `${name} has null in it`);
    },
  },
];
