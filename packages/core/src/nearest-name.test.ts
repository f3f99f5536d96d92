import { describe, expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.ts';
import { nearestName } from './nearest-name.ts';

describe('the nearest name', () => {
  it.each<[name: string, known: readonly string[], nearest: string | undefined, why: string]>([
    ['email', ['userName', 'emails'], 'emails', 'a letter is missing'],
    ['Users', ['groups', 'users'], 'users', 'letter case does not count'],
    ['tokne', ['tutorial', 'token'], 'token', 'two letters changed places'],
    ['filterabel', ['filterable', 'from'], 'filterable', 'a long name may have more wrong in it'],
    ['ab', ['ac', 'ab'], 'ab', 'the same is the nearest'],
    ['aab', ['aac', 'aad'], 'aac', 'of several as near the first is taken'],
    ['badge', ['roles', 'title'], undefined, 'nothing is like it'],
    ['id', ['if', 'at'], 'if', 'one letter of two'],
    ['x', ['y'], undefined, 'nothing is left of it'],
    ['', ['id'], undefined, 'there is not a valid name'],
    ['a', [], undefined, 'there is nothing to choose from'],
    ['a'.repeat(201), ['a'.repeat(201)], undefined, 'too long to compare'],
  ])('of %j among %j is %j: %s', (name, known, nearest) => {
    expect(nearestName(name, known)).toBe(nearest);
  });
});

describe('a message about an unknown name', () => {
  it.each<[name: string, known: readonly string[], told: string, why: string]>([
    ['String', ['string', 'boolean'], '; did you mean string?', 'names the nearest'],
    ['text', ['string', 'boolean'], '; choose from string, boolean', 'lists a few where none is near'],
    ['text', Array.from({ length: 13 }, (_, at) => `name number ${at}`), '', 'does not list many'],
    ['text', [], '', 'has nothing to list'],
  ])('about %j among %j ends with %j: it %s', (name, known, told) => {
    expect(didYouMean(name, known)).toBe(told);
  });
});
