import { describe, expect, it } from 'vitest';
import type { Json } from '@scimwright/core';
import { assertParts, type Wanted } from './assert-parts.ts';

const ADA: Json = { userName: 'ada', active: false, emails: [{ value: 'a', primary: true }, { value: 'b' }] };

describe('parts of a body are checked', () => {
  it.each<{ why: string; wanted: Wanted }>([
    { why: 'a value', wanted: { userName: 'ada' } },
    { why: 'false', wanted: { active: false } },
    { why: 'a text that matches', wanted: { userName: /^a/ } },
    { why: 'something that holds', wanted: { emails: (list) => Array.isArray(list) } },
    { why: 'nothing', wanted: { title: undefined, toString: undefined } },
    {
      why: 'each element of an array, in parts',
      wanted: { emails: [{ primary: true }, { primary: undefined }] },
    },
  ])('and $why is found', ({ wanted }) => {
    assertParts(ADA, wanted);
  });

  it.each<{ why: string; wanted: Wanted; where: string }>([
    { why: 'another value', wanted: { userName: 'eva' }, where: 'body.userName' },
    { why: 'a value where nothing should be', wanted: { userName: undefined }, where: 'body.userName' },
    { why: 'nothing where a value should be', wanted: { title: 'Dr' }, where: 'body.title' },
    { why: 'null for nothing', wanted: { title: null }, where: 'body.title' },
    { why: 'a text for a boolean', wanted: { active: 'false' }, where: 'body.active' },
    { why: 'a text that does not match', wanted: { userName: /^b/ }, where: 'body.userName' },
    { why: 'fewer elements', wanted: { emails: [{}] }, where: 'body.emails' },
    { why: 'more elements', wanted: { emails: [{}, {}, {}] }, where: 'body.emails' },
    {
      why: 'a part of an element',
      wanted: { emails: [{ value: 'a' }, { value: 'c' }] },
      where: 'body.emails[1].value',
    },
    { why: 'an object for a text', wanted: { userName: {} }, where: 'body.userName' },
    { why: 'what does not hold', wanted: { userName: () => false }, where: 'body.userName' },
  ])('and $why is refused, with where it is', ({ wanted, where }) => {
    expect(() => assertParts(ADA, wanted)).toThrow(`${where}:`);
  });
});
