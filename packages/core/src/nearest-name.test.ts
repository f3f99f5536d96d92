import { describe, expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.ts';
import { nearestName } from './nearest-name.ts';

describe('the nearest name', () => {
  it.each<[name: string, known: readonly string[], nearest: string | undefined, why: string]>([
    ['email', ['userName', 'emails'], 'emails', 'a missing letter'],
    ['Users', ['groups', 'users'], 'users', 'another letter case'],
    ['tokne', ['tutorial', 'token'], 'token', 'two swapped letters'],
    ['filterabel', ['filterable', 'from'], 'filterable', 'a long name may have more mistakes'],
    ['ab', ['ac', 'ab'], 'ab', 'an equal name is the nearest'],
    ['aab', ['aac', 'aad'], 'aac', 'the first of several equally near names'],
    ['badge', ['roles', 'title'], undefined, 'no name is similar'],
    ['id', ['if', 'at'], 'if', 'one of two letters is right'],
    ['x', ['y'], undefined, 'no letter is right'],
    ['', ['id'], undefined, 'it is not a name'],
    ['a', [], undefined, 'there are no known names'],
    ['a'.repeat(201), ['a'.repeat(201)], undefined, 'it is too long to compare'],
  ])('of %j among %j is %j: %s', (name, known, nearest) => {
    expect(nearestName(name, known)).toBe(nearest);
  });
});

describe('a message about an unknown name', () => {
  it.each<[name: string, known: readonly string[], told: string, why: string]>([
    ['String', ['string', 'boolean'], '; did you mean string?', 'names the nearest name'],
    ['text', ['string', 'boolean'], '; choose from string, boolean', 'lists a few names if none is near'],
    ['text', Array.from({ length: 13 }, (_, at) => `name number ${at}`), '', 'does not list many'],
    ['text', [], '', 'has nothing to list'],
  ])('about %j among %j ends with %j: it %s', (name, known, told) => {
    expect(didYouMean(name, known)).toBe(told);
  });
});
