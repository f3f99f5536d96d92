import type { JsonObject } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import { isWritable } from '@scimwright/core/schema';
import { anyCase } from './any-case.ts';
import type { DescribedType } from './described-type.ts';

/** The JSON Schema of a PATCH body (RFC 7644 §3.5.2), with the paths of a profile as examples. */
export function patchSchema({ profile: { rows }, accepts }: DescribedType): JsonObject {
  const op = (...words: readonly string[]): JsonObject =>
    accepts('op-in-any-case') ? { type: 'string', pattern: anyCase(...words) } : { enum: words };
  const paths = rows.filter(({ target }) => isWritable(target)).map(({ path }) => path);
  const [first] = rows;
  return {
    description: 'Changes to a resource; either all of them are made or none.',
    type: 'object',
    required: ['schemas', 'Operations'],
    properties: {
      schemas: { type: 'array', items: { type: 'string' }, contains: { const: PATCH_OP } },
      Operations: {
        type: 'array',
        ...(!accepts('empty-operations') && { minItems: 1 }),
        items: {
          type: 'object',
          required: ['op'],
          properties: {
            op: { description: 'add, remove or replace.', ...op('add', 'remove', 'replace') },
            path: {
              description: 'The attribute to change. Without a path, the value is an object of attributes.',
              type: ['string', 'null'],
              examples: paths,
            },
            value: { description: 'The value to add or set.' },
          },
          anyOf: [{ properties: { op: op('remove') }, required: ['path'] }, { required: ['value'] }],
        },
      },
    },
    ...(first && {
      examples: [{ schemas: [PATCH_OP], Operations: [{ op: 'replace', path: first.path, value: 'new' }] }],
    }),
  };
}
