import { openParseContext, parseProjection, type ResourceType } from '@scimwright/core';
import { bindFilter, parseFilter } from '@scimwright/core/filter';
import { parseSort } from '@scimwright/core/resource';
import { enterpriseUserSchema, groupSchema, userSchema } from '@scimwright/core/schema';
import { describe, expect, it } from 'vitest';
import { flow } from '../serve.fixture.ts';
import { canonicalQuery } from './canonical-query.ts';

const users = flow.users.type;
const groups = flow.groups?.type ?? users;

interface Words {
  readonly filter?: string;
  readonly sortBy?: string;
  readonly sortOrder?: string;
  readonly attributes?: string;
  readonly excludedAttributes?: string;
}

function meaning({ filter, ...query }: Words, type: ResourceType = users, endpoint = '/Users'): string {
  const parseContext = openParseContext();
  return canonicalQuery(endpoint, [
    {
      type,
      filter:
        filter === undefined ? undefined : bindFilter(parseFilter(filter, parseContext), type, parseContext),
      sort: parseSort(query, type, parseContext),
      projection: parseProjection(query, type, parseContext),
    },
  ]);
}

describe('a canonical query', () => {
  it.each<[Words, Words]>([
    [{ filter: 'userName sw "J"' }, { filter: 'username  SW "J"' }],
    [{ filter: 'emails[type eq "work"]' }, { filter: `${userSchema.id}:EMAILS[TYPE eq "work"]` }],
    [{ filter: 'title pr and (active pr)' }, { filter: 'title pr AND active pr' }],
    [{ sortBy: 'title' }, { sortBy: 'TITLE', sortOrder: 'Ascending' }],
    [{ attributes: 'title,emails.value' }, { attributes: ' Title , EMAILS.value' }],
    [{}, { attributes: '' }],
  ])('of %o and of %o is the same', (one, other) => {
    expect(meaning(other)).toBe(meaning(one));
  });

  it.each<[Words, Words]>([
    [{}, { filter: 'title pr' }],
    [{ filter: 'title eq "a"' }, { filter: 'title eq "b"' }],
    [{ filter: 'title eq "a"' }, { filter: 'title ne "a"' }],
    [{ filter: 'title eq "a"' }, { filter: 'displayName eq "a"' }],
    [{ filter: 'emails.value pr' }, { filter: 'emails.type pr' }],
    [{ filter: 'emails[value pr]' }, { filter: 'emails[type pr]' }],
    [{ filter: 'not (title pr)' }, { filter: 'title pr' }],
    [{ filter: 'title pr and active pr' }, { filter: 'title pr or active pr' }],
    [{ sortBy: 'title' }, {}],
    [{ sortBy: 'title' }, { sortBy: 'displayName' }],
    [{ sortBy: 'title' }, { sortBy: 'title', sortOrder: 'descending' }],
    [{ sortBy: 'emails.value' }, { sortBy: 'emails.type' }],
    [{ attributes: 'title' }, { excludedAttributes: 'title' }],
    [{ attributes: 'title' }, {}],
    [{ attributes: 'emails' }, { attributes: 'emails.value' }],
    [{ attributes: 'emails.type' }, { attributes: 'emails.value' }],
  ])('of %o and of %o differs', (one, other) => {
    expect(meaning(other)).not.toBe(meaning(one));
  });

  it('differs for another endpoint, and another type', () => {
    expect(meaning({}, users, '/')).not.toBe(meaning({}));
    expect(meaning({}, groups, '/Users')).not.toBe(meaning({}));
  });

  it('grows with the query, not with the schemas', () => {
    const filter = Array.from({ length: 50 }, () => 'emails pr').join(' and ');
    expect(meaning({ filter }).length).toBeLessThan(
      JSON.stringify([userSchema, enterpriseUserSchema]).length,
    );
    expect(meaning({ filter: 'members pr' }, groups).length).toBeLessThan(JSON.stringify(groupSchema).length);
  });
});
