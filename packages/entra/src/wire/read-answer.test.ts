import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { describe, expect, it } from 'vitest';
import { readList, readResource } from './read-answer.ts';

const list = (...resources: readonly object[]): string =>
  JSON.stringify({ totalResults: resources.length, Resources: resources });

describe('Entra reads', () => {
  it('a resource by its id, whatever else it has', () => {
    expect(readResource('{"id":"u1","active":true,"stray":[{"x":null}]}')).toEqual({
      kind: 'read',
      content: { id: 'u1', active: true, stray: [{ x: null }] },
    });
  });

  it.each([
    ['no hit', list(), []],
    ['no hit in a list without Resources', '{"totalResults":0}', []],
    ['several hits', list({ id: 'a' }, { id: 'b' }), [{ id: 'a' }, { id: 'b' }]],
  ])('%s', (_what, body, content) => {
    expect(readList(body)).toEqual({ kind: 'read', content });
  });
});

describe('Entra cannot read', () => {
  it.each([
    ['no body', '', 'no body'],
    ['a page of HTML', '<html></html>', 'not JSON'],
    ['a list in place of a resource', '[]', 'not a JSON object'],
    ['a resource without id', '{"userName":"mira"}', 'has no id'],
    ['an empty id', '{"id":""}', 'has no id'],
    ['a number as id', '{"id":7}', 'not a text'],
    ['a text as active', '{"id":"u1","active":"True"}', 'active is a text'],
    ['a text as primary', '{"id":"u1","roles":[{"primary":"True"}]}', 'primary is a text'],
    [
      'a text as manager',
      JSON.stringify({ id: 'u1', [ENTERPRISE_USER]: { manager: 'u2' } }),
      'manager is a text',
    ],
  ])('%s', (_what, body, why) => {
    expect(readResource(body)).toEqual({ kind: 'incompatible', why: expect.stringContaining(why) });
  });

  it.each([
    ['no body', '', 'no body'],
    ['a list without totalResults', '{"Resources":[]}', 'totalResults'],
    ['a hit that is not there', '{"totalResults":1,"Resources":[]}', 'has none'],
    ['a hit without id', list({ userName: 'mira' }), 'has no id'],
    ['Resources that are an object', '{"totalResults":0,"Resources":{}}', 'not an array'],
  ])('a list with %s', (_what, body, why) => {
    expect(readList(body)).toEqual({ kind: 'incompatible', why: expect.stringContaining(why) });
  });
});
