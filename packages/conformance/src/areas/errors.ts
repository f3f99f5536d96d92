import { doesNotMatch, ok } from 'node:assert/strict';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import type { ConformanceCase } from '../conformance-case.ts';

/** Texts that would reveal the inside of a service. */
const INSIDE = /\bat \S+:\d+|node_modules|select |insert into|sqlite|postgres|knex|SELECT|Error:/;

/** Area S: errors. */
export const errors: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.12-02', '7644-3.12-03', '7644-3.12-04', '7644-3.12-05', 'AMB-50'],
    title: 'every error has its status and keyword, and reveals nothing internal',
    async run(tenant) {
      const { path, answer } = await tenant.user();
      const taken = String(/"userName":"([^"]*)"/.exec(answer.text)?.[1]);
      const patch = (operation: object) => tenant.patch(path, { ...operation });
      const version = { 'if-match': 'W/"0"' };
      const large = `{"schemas":[],"title":"${'x'.repeat(2_000_000)}"}`;
      for (const [about, status, scimType] of [
        [() => tenant.find('/Users', 'userName eq'), 400, 'invalidFilter'],
        [() => tenant.post('/Users', tenant.userBody({ userName: taken })), 409, 'uniqueness'],
        [() => patch({ op: 'replace', path: 'id', value: 'x' }), 400, 'mutability'],
        [() => tenant.ask({ method: 'POST', path: '/Users', text: '{' }), 400, 'invalidSyntax'],
        [() => patch({ op: 'replace', path: '//', value: 'x' }), 400, 'invalidPath'],
        [() => patch({ op: 'remove' }), 400, 'noTarget'],
        [() => tenant.get('/Users?count=abc'), 400, 'invalidValue'],
        [() => tenant.ask({ method: 'GET', path: '/Users', token: null }), 401, undefined],
        [() => tenant.find('/Schemas', 'id pr'), 403, undefined],
        [() => tenant.get('/Users/nobody'), 404, undefined],
        [() => tenant.ask({ method: 'DELETE', path: '/Users' }), 405, undefined],
        [() => tenant.get(path, { accept: 'text/html' }), 406, undefined],
        [() => tenant.put(path, tenant.userBody(), version), 412, undefined],
        [() => tenant.ask({ method: 'POST', path: '/Users', text: large }), 413, undefined],
        [() => tenant.post('/Users', tenant.userBody(), { 'content-type': 'text/csv' }), 415, undefined],
        [() => tenant.ask({ method: 'PROPFIND', path: '/Users' }), 501, undefined],
      ] as const) {
        const { text } = refused(await about(), status, scimType);
        doesNotMatch(text, INSIDE);
      }
    },
  },
  {
    covers: ['7644-7.7-01'],
    title: 'text that looks like SQL, LDAP, a query or a script is stored as text',
    async run(tenant) {
      for (const text of [
        "' OR 1=1 --",
        '*)(uid=*',
        '{"$gt":""}',
        '<script>alert(1)</script>',
        '${7*7}',
        '%_\\',
        '__proto__',
      ]) {
        const userName = tenant.unique(text);
        const { id, path } = await tenant.user({ userName, title: text });
        accepted(await tenant.get(path), 200, { userName, title: text });
        accepted(await tenant.find('/Users', `userName eq ${JSON.stringify(userName)}`), 200, {
          Resources: [{ id }],
        });
        accepted(await tenant.find('/Users', `userName eq ${JSON.stringify(`${text}-nobody`)}`), 200, {
          totalResults: 0,
        });
        refused(await tenant.get(`/Users/${encodeURIComponent(text)}`), 404);
      }
      refused(await tenant.post('/Users', tenant.userBody({ userName: { $gt: '' } })), 400, 'invalidValue');
    },
  },
  {
    covers: ['6585-3-01'],
    title: 'a write without If-Match is accepted',
    async run(tenant) {
      const { path } = await tenant.user();
      accepted(await tenant.patch(path, { op: 'add', path: 'title', value: 'Dr' }), 200);
      accepted(await tenant.put(path, tenant.userBody()), 200);
      const { status } = await tenant.remove(path);
      ok(status === 204);
    },
  },
];
