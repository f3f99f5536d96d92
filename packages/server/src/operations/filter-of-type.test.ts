import { openParseContext } from '@scimwright/core';
import { parseFilter, printFilter } from '@scimwright/core/filter';
import { expect, it } from 'vitest';
import { flow } from '../serve.fixture.ts';
import { filterOfType } from './filter-of-type.ts';

const { users, groups } = flow;

it.each([
  ['displayName eq "x"', 'displayName eq "x"', 'displayName eq "x"', 'both have it'],
  ['userName eq "x"', 'userName eq "x"', 'none', 'a group has none'],
  ['members eq "x"', 'none', 'members eq "x"', 'a user has none'],
  ['userName pr', 'userName pr', 'none', 'a group has none'],
  ['emails[type eq "work"]', 'emails[type eq "work"]', 'none', 'a group has none'],
  ['userName ne "x"', 'userName ne "x"', 'every', 'no value is unlike any other'],
  ['userName eq null', 'userName eq null', 'every', 'no value is null'],
  ['userName ne null', 'userName ne null', 'none', 'no value is null'],
  ['userName gt "x"', 'userName gt "x"', 'none', 'no value is greater'],
  ['shoeSize eq 42', 'none', 'none', 'neither has it'],
  ['meta.resourceType eq "User"', 'every', 'none', 'the type is known'],
  ['META.RESOURCETYPE eq "Group"', 'none', 'every', 'names are case-insensitive'],
  ['meta.resourceType eq "user"', 'none', 'none', 'types are not'],
  ['meta.resourceType ne "User"', 'none', 'every', 'the type is known'],
  [
    'meta.resourceType eq "User" and displayName eq "x"',
    'displayName eq "x"',
    'none',
    'a true operand drops out of `and`',
  ],
  [
    'userName eq "x" or displayName eq "x"',
    'userName eq "x" or displayName eq "x"',
    'displayName eq "x"',
    'a false operand drops out of `or`',
  ],
  ['meta.resourceType eq "User" or displayName eq "x"', 'every', 'displayName eq "x"', 'one side is enough'],
  ['userName eq "x" and members eq "y"', 'none', 'none', 'each lacks one attribute'],
  ['not (userName eq "x")', 'not (userName eq "x")', 'every', '`not` matches a missing value'],
  ['not (meta.resourceType eq "User")', 'none', 'every', 'the type is known'],
])('%s is %s for users and %s for groups: %s', (text, ofUsers, ofGroups) => {
  const parseContext = openParseContext();
  const types = [users, groups].flatMap((profile) => profile?.type ?? []);
  const read = types.map((type) => filterOfType(parseFilter(text, parseContext), type, parseContext));
  const printed = read.map((filter) => (typeof filter === 'string' ? filter : printFilter(filter)));
  expect(printed).toEqual([ofUsers, ofGroups]);
});
