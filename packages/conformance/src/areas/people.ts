import { deepEqual } from 'node:assert/strict';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';

const ENTERPRISE = {
  employeeNumber: 'C-1001',
  costCenter: '4130',
  organization: 'Contoso',
  division: 'Theatre',
  department: 'Operations',
};

/** Area X, users and their enterprise extension. */
export const people: readonly ConformanceCase[] = [
  {
    covers: ['7643-4.1.1-02', '7643-4.1.1-03', '7643-4.1.2-05'],
    title: 'names, locales, roles and entitlements are returned as they were sent',
    async run(tenant) {
      const more = {
        name: { formatted: 'Ms. Ada King', givenName: 'Ada', familyName: 'King', honorificPrefix: 'Ms.' },
        locale: 'en-US',
        preferredLanguage: 'nb, en;q=0.8',
        timezone: 'Europe/Oslo',
        profileUrl: 'https://people.example/ada',
        photos: [{ value: 'https://people.example/ada.jpg', type: 'photo' }],
        roles: [{ value: 'Editor', display: 'Editor', type: 'any', primary: true }, { value: 'Reader' }],
        entitlements: [{ value: 'seat' }],
      };
      const { path } = await tenant.user(more);
      const { body } = accepted(await tenant.get(path), 200);
      for (const [name, value] of Object.entries(more)) deepEqual(at(body, name), value);
      const given = { op: 'replace', path: 'name.givenName', value: 'Eva' };
      accepted(await tenant.patch(path, given), 200, { name: { ...more.name, givenName: 'Eva' } });
      accepted((await tenant.user({ locale: 'en_US' })).answer, 201, { locale: 'en_US' });
    },
  },
  {
    covers: ['7643-4.1.2-01', 'AMB-38'],
    title: 'a country is stored as it was sent',
    async run(tenant) {
      for (const country of ['NO', 'USA', 'Germany'])
        accepted((await tenant.user({ addresses: [{ country, locality: 'X' }] })).answer, 201, {
          addresses: [{ country }],
        });
    },
  },
  {
    covers: ['7643-4.3-01', 'AMB-32'],
    title:
      'the enterprise extension stores its five strings and the manager, even if the manager does not exist yet',
    async run(tenant) {
      const boss = await tenant.user();
      const $ref = `${tenant.target.tenantUrl}${boss.path}`;
      for (const manager of [{ value: boss.id, $ref }, { value: 'not-here-yet' }]) {
        const { id, path } = await tenant.user({ [ENTERPRISE_USER]: { ...ENTERPRISE, manager } });
        const { body } = accepted(await tenant.get(path), 200);
        deepEqual(at(body, ENTERPRISE_USER), { ...ENTERPRISE, manager });
        accepted(await tenant.find('/Users', `${ENTERPRISE_USER}:manager.value eq "${manager.value}"`), 200, {
          Resources: [{ id }],
        });
      }
    },
  },
  {
    covers: ['7643-4.3-02'],
    title: "the manager's displayName is ignored in a body and refused in a PATCH",
    async run(tenant) {
      const manager = { value: 'm', displayName: 'Boss' };
      const { path, answer } = await tenant.user({ [ENTERPRISE_USER]: { manager } });
      accepted(answer, 201, { [ENTERPRISE_USER]: { manager: { value: 'm', displayName: undefined } } });
      const operation = { op: 'replace', path: `${ENTERPRISE_USER}:manager.displayName`, value: 'Boss' };
      refused(await tenant.patch(path, operation), 400, 'mutability', /displayName/);
      unchanged(await tenant.get(path), answer);
      accepted(await tenant.put(path, tenant.userBody({ [ENTERPRISE_USER]: { manager } })), 200, {
        [ENTERPRISE_USER]: { manager: { displayName: undefined } },
      });
    },
  },
  {
    covers: ['AMB-41'],
    title: 'a manager may be a string, an object or an array of one; null and "" unassign it',
    async run(tenant) {
      for (const path of [`${ENTERPRISE_USER}:manager`, 'manager'])
        for (const value of ['m', { value: 'm' }, [{ $ref: null, value: 'm' }]]) {
          const user = await tenant.user();
          accepted(await tenant.patch(user.path, { op: 'Add', path, value }), 200, {
            [ENTERPRISE_USER]: { manager: { value: 'm' } },
          });
          accepted(await tenant.patch(user.path, { op: 'Replace', path, value: '' }), 200, {
            [ENTERPRISE_USER]: undefined,
          });
        }
    },
  },
];
