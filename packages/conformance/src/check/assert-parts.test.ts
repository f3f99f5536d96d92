import { describe, expect, it } from 'vitest';
import type { Json } from '@scimwright/core';
import { assertParts, type Wanted } from './assert-parts.ts';

const ADA: Json = { userName: 'ada', active: false, emails: [{ value: 'a', primary: true }, { value: 'b' }] };

describe('assertParts', () => {
  it.each<{ why: string; wanted: Wanted }>([
    { why: 'a value', wanted: { userName: 'ada' } },
    { why: 'false', wanted: { active: false } },
    { why: 'a text that matches a pattern', wanted: { userName: /^a/ } },
    { why: 'a value that passes a function', wanted: { emails: (list) => Array.isArray(list) } },
    { why: 'an absent attribute', wanted: { title: undefined, toString: undefined } },
    {
      why: 'parts of each element of an array',
      wanted: { emails: [{ primary: true }, { primary: undefined }] },
    },
  ])('accepts $why', ({ wanted }) => {
    assertParts(ADA, wanted);
  });

  it.each<{ why: string; wanted: Wanted; where: string }>([
    { why: 'another value', wanted: { userName: 'eva' }, where: 'body.userName' },
    { why: 'a value that should be absent', wanted: { userName: undefined }, where: 'body.userName' },
    { why: 'a missing value', wanted: { title: 'Dr' }, where: 'body.title' },
    { why: 'a missing value where null should be', wanted: { title: null }, where: 'body.title' },
    { why: 'a text for a boolean', wanted: { active: 'false' }, where: 'body.active' },
    { why: 'a text that does not match the pattern', wanted: { userName: /^b/ }, where: 'body.userName' },
    { why: 'fewer elements', wanted: { emails: [{}] }, where: 'body.emails' },
    { why: 'more elements', wanted: { emails: [{}, {}, {}] }, where: 'body.emails' },
    {
      why: 'a wrong value inside an element',
      wanted: { emails: [{ value: 'a' }, { value: 'c' }] },
      where: 'body.emails[1].value',
    },
    { why: 'an object for a text', wanted: { userName: {} }, where: 'body.userName' },
    { why: 'a value that fails a function', wanted: { userName: () => false }, where: 'body.userName' },
  ])('refuses $why, and says where it is', ({ wanted, where }) => {
    expect(() => assertParts(ADA, wanted)).toThrow(`${where}:`);
  });
});
