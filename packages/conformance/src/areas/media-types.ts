import { match } from 'node:assert/strict';
import { LIST_RESPONSE } from '@scimwright/core/messages';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const FAMILY_NAME = 'Søren 李 😀 e\u0301';
const TAKEN = [
  'application/scim+json',
  'application/json',
  'application/scim+json; charset=utf-8',
  'application/json;charset=UTF-8',
  'Application/SCIM+JSON; Charset="utf-8"',
];

/** Area C: media types. */
export const mediaTypes: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.8-01'],
    title: 'texts of any script are returned as they were sent, in UTF-8',
    async run(tenant) {
      const { path } = await tenant.user({ name: { familyName: FAMILY_NAME } });
      const answer = accepted(await tenant.get(path), 200, { name: { familyName: FAMILY_NAME } });
      match(answer.headers.get('Content-Type') ?? '', /^application\/scim\+json; charset=utf-8$/);
    },
  },
  {
    covers: ['7644-3.8-02', '7644-3.8-03', 'AMB-60'],
    title: 'answers are application/scim+json, even if the client asks for application/json',
    async run({ user, get }) {
      const { path } = await user();
      for (const accept of [
        'application/scim+json',
        'application/json',
        'application/scim+json; charset=utf-8',
        '*/*',
        'application/json, text/plain, */*',
      ]) {
        const answer = accepted(await get(path, { accept }), 200, { id: /./ });
        match(answer.headers.get('Content-Type') ?? '', /^application\/scim\+json/);
      }
    },
  },
  {
    covers: ['7644-3.8-04'],
    title: 'bodies are accepted as application/scim+json and as application/json, with or without a charset',
    async run(tenant) {
      for (const type of TAKEN) {
        const userName = tenant.unique('Søren');
        const body = tenant.userBody({ userName });
        accepted(await tenant.post('/Users', body, { 'content-type': type }), 201, { userName });
      }
    },
  },
  {
    covers: ['7644-3.8-05'],
    title: 'an Accept that cannot be satisfied is a 406, and a suffix such as .scim is part of the id',
    async run({ user, get }) {
      const { path } = await user();
      refused(await get(path, { accept: 'image/png' }), 406);
      refused(await get(`${path}.scim`), 404);
    },
  },
  {
    covers: ['9110-15.5.16-01'],
    title: 'a body of another type is a 415',
    async run(tenant) {
      for (const type of ['text/xml', 'text/plain', 'application/x-www-form-urlencoded']) {
        const headers = { 'content-type': type };
        refused(await tenant.post('/Users', tenant.userBody(), headers), 415);
      }
    },
  },
  {
    covers: ['7644-3.1-02', 'AMB-22'],
    title: 'messages name their schema, and a PATCH without it is refused',
    async run(tenant) {
      accepted(await tenant.get('/Users'), 200, { schemas: [LIST_RESPONSE] });
      refused(await tenant.get('/Users/nobody'), 404);
      const { path } = await tenant.user();
      const Operations = [{ op: 'add', path: 'title', value: 'Dr' }];
      for (const body of [{ Operations }, { schemas: [], Operations }, { schemas: ['urn:x'], Operations }])
        refused(await tenant.ask({ method: 'PATCH', path, body }), 400, 'invalidSyntax');
    },
  },
];
