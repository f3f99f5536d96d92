import { deepEqual } from 'node:assert/strict';
import type { Json } from '@scimwright/core';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';

const EMAILS = [
  { type: 'work', value: 'ada@work.example', primary: true },
  { type: 'home', value: 'ada@home.example', primary: false },
  { value: 'eva@Other.example' },
];

/** A value filter, with the mails that match, by index. */
const MEANT: readonly (readonly [filter: string, which: readonly number[]])[] = [
  ['type eq "WORK"', [0]],
  ['TYPE Eq "work"', [0]],
  ['type ne "work"', [1, 2]],
  ['type pr', [0, 1]],
  ['type eq null', [2]],
  ['type ne null', [0, 1]],
  ['primary eq false', [1, 2]],
  ['primary eq true', [0]],
  ['primary eq "True"', [0]],
  ['value co "other"', [2]],
  ['value sw "ada"', [0, 1]],
  ['value ew ".example"', [0, 1, 2]],
  ['value co "ada@home.example"', [1]],
  ['value gt "ada@work"', [0, 2]],
  ['value le "ada@home.example"', [1]],
  ['not (type eq "work")', [1, 2]],
  ['not(type eq "work")', [1, 2]],
  ['not   (type pr)', [2]],
  ['type eq "work" or type eq "home" and primary eq true', [0]],
  ['(type eq "work" or type eq "home") and primary eq false', [1]],
  ['not (type eq "work") and value sw "ada"', [1]],
  ['not (type eq "work" or type eq "home")', [2]],
  ['((((((((((type eq "home"))))))))))', [1]],
  ['type eq"home"', [1]],
];

const SENSELESS = [
  'primary gt true',
  'primary co "t"',
  'foo eq "x"',
  'type gt null',
  'type xx "w"',
  'emails.type eq "work"',
];

/** Area O: value filters in paths. */
export const valueFilters: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.5.2-06', '7644-3.5.2.3-03', 'AMB-08', 'AMB-09', 'AMB-19', 'AMB-46'],
    title: 'a value filter selects exactly the matching elements, with every operator',
    async run(tenant) {
      for (const [filter, which] of MEANT) {
        const { path } = await tenant.user({ emails: EMAILS });
        const mark = { op: 'replace', path: `emails[${filter}].display`, value: 'chosen' };
        const { body } = accepted(await tenant.patch(path, mark), 200);
        const chosen = (at(body, 'emails') as readonly Json[]).flatMap((one, index) =>
          at(one, 'display') === 'chosen' ? [index] : [],
        );
        deepEqual(chosen, which, filter);
      }
    },
  },
  {
    covers: ['7644-3.5.2-08'],
    title: 'a senseless value filter is a 400 invalidFilter',
    async run(tenant) {
      const { path } = await tenant.user({ emails: EMAILS });
      for (const filter of SENSELESS)
        refused(await tenant.patch(path, { op: 'remove', path: `emails[${filter}]` }), 400, 'invalidFilter');
      accepted(await tenant.get(path), 200, { emails: EMAILS });
    },
  },
  {
    covers: ['AMB-49'],
    title: 'references are compared by exact letter case',
    async run(tenant) {
      const value = 'https://people.example/Ada.jpg';
      const { path } = await tenant.user({ photos: [{ value, type: 'photo' }] });
      const remove = (uri: string) => ({ op: 'remove', path: `photos[value eq "${uri}"]` });
      accepted(await tenant.patch(path, remove(value.toLowerCase())), 200, { photos: [{ value }] });
      accepted(await tenant.patch(path, remove(value)), 200, { photos: undefined });
    },
  },
];
