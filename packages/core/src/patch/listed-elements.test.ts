import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { listedElements } from './listed-elements.ts';

const element = { value: 'a', type: 'work', primary: true };

describe('a list of what is to be removed means an element', () => {
  it.each<{ item: Json; why: string }>([
    { item: 'a', why: 'by its bare value' },
    { item: { value: 'a' }, why: 'by its value' },
    { item: { value: 'a', type: 'home' }, why: 'by its value, whatever else it says' },
    { item: { type: 'work' }, why: 'without a value by what it says' },
    { item: { type: 'work', primary: true, display: null }, why: 'by all of that; null says nothing' },
  ])('$item: $why', ({ item }) => {
    expect(listedElements(['b', item])(element)).toBe(true);
  });

  it.each<{ item: Json; why: string }>([
    { item: 'b', why: 'another value' },
    { item: null, why: 'nothing' },
    { item: {}, why: 'nothing' },
    { item: { value: null, type: 'work' }, why: 'a value of nothing' },
    { item: { type: 'work', primary: false }, why: 'only a part of it fits' },
    { item: { type: null }, why: 'null says nothing' },
    { item: { constructor: 'x' }, why: 'a part that no element has' },
    { item: ['a'], why: 'a list in the list' },
  ])('but not $item: $why', ({ item }) => {
    expect(listedElements([item])(element)).toBe(false);
    expect(listedElements([item])({ type: 'home' })).toBe(false);
  });
});
