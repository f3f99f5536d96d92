import { deepEqual, equal } from 'node:assert/strict';
import type { Json, JsonObject } from '@scimwright/core';
import { ENTERPRISE_USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at } from '../tenant/answer.ts';

/** A value of the wrong type, with the path that the refusal names. */
const WRONG: readonly (readonly [attributes: JsonObject, path: string])[] = [
  [{ active: 'banana' }, 'active'],
  [{ active: 1 }, 'active'],
  [{ title: 5 }, 'title'],
  [{ title: ['Dr'] }, 'title'],
  [{ name: 'Ada' }, 'name'],
  [{ name: ['Ada', 'Byron'] }, 'name'],
  [{ emails: 'ada@contoso.example' }, 'emails'],
  [{ emails: { value: 'ada@contoso.example' } }, 'emails'],
  [{ emails: [5] }, 'emails'],
  [{ emails: [{ value: {} }] }, 'emails.value'],
  [{ [ENTERPRISE_USER]: 'Ops' }, ENTERPRISE_USER],
];

/** Area D: values. */
export const values: readonly ConformanceCase[] = [
  {
    covers: ['7643-2.5-01'],
    title: 'null, an empty list and an omitted attribute all mean no value',
    async run(tenant) {
      const emails = [{ value: 'ada@contoso.example' }];
      const userName = tenant.unique();
      const { path } = await tenant.user({ userName, nickName: 'Ada', emails });
      const body = tenant.userBody({ userName, nickName: null, emails: [] });
      accepted(await tenant.put(path, body), 200, { nickName: undefined, emails: undefined });
      accepted(await tenant.get(path), 200, { nickName: undefined, emails: undefined });
      const other = await tenant.user({ nickName: null, emails: null, roles: [] });
      accepted(other.answer, 201, { nickName: undefined, emails: undefined, roles: undefined });
      const hollow = await tenant.user({ name: { givenName: null }, emails: [null, {}, { value: null }] });
      accepted(hollow.answer, 201, { name: undefined, emails: undefined });
      const patched = await tenant.patch(other.path, {
        op: 'add',
        value: { name: {}, emails: [], title: null },
      });
      accepted(patched, 200, { name: undefined, emails: undefined, title: undefined });
    },
  },
  {
    covers: ['7643-2.3-01', 'AMB-17'],
    title: 'booleans sent as texts are returned as booleans; other texts are refused',
    async run(tenant) {
      const emails = [{ value: 'a@x.example', primary: 'True' }];
      const { path, answer } = await tenant.user({ active: 'True', emails });
      accepted(answer, 201, { active: true, emails: [{ primary: true }] });
      accepted(await tenant.patch(path, { op: 'replace', path: 'active', value: 'fAlSe' }), 200, {
        active: false,
      });
      const body = tenant.userBody({ active: 'false' });
      accepted(await tenant.put(path, body), 200, { active: false });
      for (const active of ['banana', 'yes', 0, [], {}])
        refused(await tenant.post('/Users', tenant.userBody({ active })), 400, 'invalidValue', /active/);
    },
  },
  {
    covers: ['7643-2.3-02'],
    title: 'a dateTime has date, time and zone',
    async run(tenant) {
      const { answer } = await tenant.user();
      const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
      accepted(answer, 201, { meta: { created: time, lastModified: time } });
    },
  },
  {
    covers: ['7643-2.3-03', '7643-4.1.2-02'],
    title:
      'a certificate is base64, with or without padding; PEM, two certificates or other texts are refused',
    async run(tenant) {
      for (const value of ['MIIBszCC', 'MIIBszA=', 'MIIBszA'])
        accepted((await tenant.user({ x509Certificates: [{ value }] })).answer, 201, {
          x509Certificates: [{ value }],
        });
      const pem = '-----BEGIN CERTIFICATE-----\nMIIBszCC\n-----END CERTIFICATE-----';
      for (const value of ['%%%', pem, `${pem}\n${pem}`, 'MIIBszCC MIIBszCC', 'MII=BszC', 5])
        refused(
          await tenant.post('/Users', tenant.userBody({ x509Certificates: [{ value }] })),
          400,
          'invalidValue',
          /x509Certificates/,
        );
    },
  },
  {
    covers: ['7643-2.3-04'],
    title: 'a reference leads to its resource',
    async run(tenant) {
      const user = await tenant.user();
      const inner = await tenant.group();
      const { path } = await tenant.group({ members: [{ value: user.id }, { value: inner.id }] });
      const { body } = accepted(await tenant.get(path), 200);
      for (const member of at(body, 'members') as readonly Json[]) {
        const uri = String(at(member, '$ref'));
        equal(uri.startsWith(`${tenant.target.tenantUrl}/`), true, uri);
        const named = await tenant.get(uri.slice(tenant.target.tenantUrl.length));
        accepted(named, 200, { id: at(member, 'value') });
      }
      const profileUrl = 'https://people.example/Ada?x=1#y';
      accepted((await tenant.user({ profileUrl })).answer, 201, { profileUrl });
    },
  },
  {
    covers: ['7643-2.4-01', '7643-2.3.1-01'],
    title: 'elements keep type, primary and display, even a type that the schema does not name',
    async run(tenant) {
      const emails = [{ value: 'a@x.example', type: 'yacht', primary: true, display: 'Aboard' }];
      const { path } = await tenant.user({ emails });
      const { body } = accepted(await tenant.get(path), 200);
      deepEqual(at(body, 'emails'), emails);
    },
  },
  {
    covers: ['7643-2.4-02', 'AMB-18', 'AMB-19'],
    title: 'at most one element is primary: two are refused in a body, and in a PATCH the last one stays',
    async run(tenant) {
      const [work, home] = [
        { type: 'work', value: 'w@x.example', primary: true },
        { type: 'home', value: 'h@x.example', primary: true },
      ];
      const both = { emails: [work, home] };
      refused(await tenant.post('/Users', tenant.userBody(both)), 400, 'invalidValue', /emails/);
      const { path } = await tenant.user({ emails: [{ type: 'other', value: 'o@x.example' }] });
      refused(await tenant.put(path, tenant.userBody(both)), 400, 'invalidValue', /emails/);
      accepted(await tenant.get(path), 200, { emails: [{ primary: undefined }] });
      accepted(await tenant.patch(path, { op: 'add', path: 'emails', value: [work, home] }), 200, {
        emails: [{ type: 'other' }, { type: 'work', primary: false }, { type: 'home', primary: true }],
      });
    },
  },
  {
    covers: ['7643-2.4-03', 'AMB-31'],
    title: 'a value that is sent twice with the same type is stored once, as it was first sent',
    async run(tenant) {
      const mail = { type: 'work', value: 'Ada@Contoso.Example' };
      const { path } = await tenant.user({ emails: [mail, mail] });
      accepted(await tenant.get(path), 200, { emails: [mail] });
      accepted(await tenant.patch(path, { op: 'add', path: 'emails', value: [mail] }), 200, {
        emails: [mail],
      });
      const phone = { type: 'work', value: '+47 (55) 01-10 01' };
      accepted((await tenant.user({ phoneNumbers: [phone] })).answer, 201, { phoneNumbers: [phone] });
    },
  },
  {
    covers: ['7643-7-05'],
    title: 'letter case is kept, and counts where caseExact is true',
    async run(tenant) {
      const [userName, externalId] = [tenant.unique('Bob'), tenant.unique('Bob')];
      const { id } = await tenant.user({ userName, externalId });
      accepted(await tenant.find('/Users', `userName eq "${userName.toUpperCase()}"`), 200, {
        Resources: [{ id, userName, externalId }],
      });
      accepted(await tenant.find('/Users', `externalId eq "${externalId.toUpperCase()}"`), 200, {
        totalResults: 0,
      });
    },
  },
  {
    covers: ['7643-7-06', 'AMB-61'],
    title: 'a required attribute cannot be missing, null or empty',
    async run(tenant) {
      const { path } = await tenant.user();
      for (const userName of [undefined, null, '']) {
        const { userName: _, ...rest } = tenant.userBody();
        const body = { ...rest, ...(userName !== undefined && { userName }) };
        refused(await tenant.post('/Users', body), 400, 'invalidValue', /userName/);
        refused(await tenant.put(path, body), 400, 'invalidValue', /userName/);
      }
      refused(
        await tenant.post('/Groups', tenant.groupBody({ displayName: '' })),
        400,
        'invalidValue',
        /displayName/,
      );
      accepted((await tenant.user({ title: '' })).answer, 201, { title: undefined });
    },
  },
  {
    covers: ['7643-2.3-05'],
    title: 'a value of another JSON type is a 400 that names the attribute',
    async run(tenant) {
      for (const [attributes, path] of WRONG) {
        const answer = refused(await tenant.post('/Users', tenant.userBody(attributes)), 400, 'invalidValue');
        equal(String(at(answer.body, 'detail')).includes(path), true, `${path}: ${answer.text}`);
      }
    },
  },
];
