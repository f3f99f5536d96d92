import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';

/** Two spellings of one name: width, composition, letter case beyond ASCII. */
const SPELLINGS = [
  ['Ａlice', 'alice'],
  ['caf\u00e9', 'cafe\u0301'],
  ['ÅSA', 'åsa'],
  ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
  ['ДМИТРИЙ', 'дмитрий'],
] as const;

/** Area W: texts of the world. */
export const texts: readonly ConformanceCase[] = [
  {
    covers: ['7644-5-01', '7644-7.8-01', 'AMB-53'],
    title:
      'two spellings of one userName are the same name: the second is a 409, both find the user, and the first stays',
    async run(tenant) {
      const mark = tenant.unique('');
      for (const [stored, other] of SPELLINGS) {
        const userName = `${stored}${mark}`;
        const { id, path } = await tenant.user({ userName });
        refused(
          await tenant.post('/Users', tenant.userBody({ userName: `${other}${mark}` })),
          409,
          'uniqueness',
        );
        for (const spelled of [stored, other])
          accepted(await tenant.find('/Users', `userName eq "${spelled}${mark}"`), 200, {
            Resources: [{ id, userName }],
          });
        accepted(await tenant.get(path), 200, { userName });
      }
      accepted(await tenant.post('/Users', tenant.userBody({ userName: `Ada B ${mark}` })), 201);
      for (const unprintable of ['a\0b', 'a\nb', 'a\u001bb', 'a\u009bb'])
        refused(await tenant.post('/Users', tenant.userBody({ userName: unprintable })), 400, 'invalidValue');
      refused(await tenant.post('/Users', tenant.userBody({ userName: '' })), 400, 'invalidValue');
    },
  },
];
