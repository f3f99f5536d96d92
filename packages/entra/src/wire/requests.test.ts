import { describe, expect, it } from 'vitest';
import { deleteRequest, matchRequest, readRequest, referenceRequest } from './requests.ts';
import { entraKnobs } from './wire-knobs.ts';

const userName = { path: 'userName' };

describe('a request of Entra', () => {
  it.each([
    [
      'looks a user up with a plus for a space and lower-case codes',
      matchRequest('User', userName, 'mira rao@x.example', entraKnobs),
      '/Users?filter=userName+eq+%22mira+rao%40x.example%22',
    ],
    [
      'encodes in upper case where the knob says so',
      matchRequest('User', userName, 'å', { ...entraKnobs, percentEncoding: 'upper' }),
      '/Users?filter=userName+eq+%22%C3%A5%22',
    ],
    [
      'leaves the quotes out where the knob says so',
      matchRequest('User', { path: 'externalId' }, '7', { ...entraKnobs, quotesOperands: false }),
      '/Users?filter=externalId+eq+7',
    ],
    [
      'does not escape a quote in a value',
      matchRequest('User', userName, 'a"b', entraKnobs),
      '/Users?filter=userName+eq+%22a%22b%22',
    ],
    [
      'matches by an element',
      matchRequest('User', { path: 'emails[type eq "work"].value' }, 'a@x', entraKnobs),
      '/Users?filter=emails%5btype+eq+%22work%22%5d.value+eq+%22a%40x%22',
    ],
    [
      'looks a group up without its members',
      matchRequest('Group', { path: 'displayName' }, 'R&D', entraKnobs),
      '/Groups?excludedAttributes=members&filter=displayName+eq+%22R%26D%22',
    ],
    ['reads a user by its id', readRequest('User', 'a/b'), '/Users/a%2Fb'],
    [
      'reads a group without its members',
      readRequest('Group', 'g1'),
      '/Groups/g1?excludedAttributes=members',
    ],
    ['deletes by the id', deleteRequest('Group', 'g1'), '/Groups/g1'],
    [
      'asks whether a reference is there',
      referenceRequest('User', 'u1', { path: 'manager' }, 'u2', entraKnobs),
      '/Users?attributes=id&filter=id+eq+%22u1%22+and+manager+eq+%22u2%22',
    ],
  ])('%s', (_what, { path }, expected) => {
    expect(path).toBe(expected);
  });
});
