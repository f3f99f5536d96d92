import { deepEqual, equal, match, notEqual } from 'node:assert/strict';
import { PATCH_OP } from '@scimwright/core/messages';
import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { at, type Answer } from '../tenant/answer.ts';

const tagOf = (answer: Answer): string => answer.headers.get('ETag') ?? '';
const title = (value: string) => ({
  schemas: [PATCH_OP],
  Operations: [{ op: 'replace', path: 'title', value }],
});

/** Area T: versions. */
export const versions: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.14-01', '7643-3.1-10'],
    title: 'the version is a weak tag in ETag, equal to meta.version',
    async run(tenant) {
      const userName = tenant.unique();
      const { path, answer } = await tenant.user({ userName });
      const answers = [
        answer,
        await tenant.get(path),
        await tenant.put(path, tenant.userBody({ userName, title: 'Dr' })),
        await tenant.patch(path, { op: 'replace', path: 'title', value: 'Prof' }),
      ];
      for (const one of answers) {
        match(tagOf(one), /^W\/"[^"]+"$/);
        equal(at(one.body, 'meta', 'version'), tagOf(one));
      }
      const listed = await tenant.find('/Users', `userName eq "${userName}"`);
      equal(at(listed.body, 'Resources', 0, 'meta', 'version'), tagOf(await tenant.get(path)));
      const group = await tenant.group();
      const silent = accepted(
        await tenant.patch(group.path, { op: 'add', path: 'externalId', value: 'e' }),
        204,
      );
      equal(tagOf(silent), tagOf(await tenant.get(group.path)));
    },
  },
  {
    covers: ['7644-3.14-02'],
    title: 'a version that the client already has is a 304 without a body',
    async run(tenant) {
      const { path, answer } = await tenant.user();
      const tag = tagOf(answer);
      for (const known of [tag, `"x", ${tag}`, '*', tag.replace('W/', '')]) {
        const same = accepted(await tenant.get(path, { 'if-none-match': known }), 304);
        deepEqual([same.text, tagOf(same)], ['', tag]);
      }
      accepted(await tenant.get(path, { 'if-none-match': 'W/"other"' }), 200);
      accepted(await tenant.patch(path, { op: 'add', path: 'title', value: 'Dr' }), 200);
      accepted(await tenant.get(path, { 'if-none-match': tag }), 200, { title: 'Dr' });
    },
  },
  {
    covers: ['7644-3.14-03', '7644-3.14-04', 'AMB-06', 'AMB-50'],
    title:
      'If-Match with another version is a 412 and changes nothing; with the current one or *, the write succeeds',
    async run(tenant) {
      const { path, answer } = await tenant.user();
      const old = tagOf(answer);
      const now = accepted(
        await tenant.ask({ method: 'PATCH', path, body: title('Dr'), headers: { 'if-match': old } }),
        200,
      );
      for (const [method, body] of [
        ['PATCH', title('Prof')],
        ['PUT', tenant.userBody()],
        ['DELETE', undefined],
      ] as const)
        refused(await tenant.ask({ method, path, body, headers: { 'if-match': old } }), 412);
      unchanged(await tenant.get(path), now);
      const any = { 'if-match': '*' };
      accepted(await tenant.ask({ method: 'PATCH', path, body: title('Prof'), headers: any }), 200, {
        title: 'Prof',
      });
      refused(await tenant.put('/Users/nobody', tenant.userBody(), any), 404);
      const current = tagOf(await tenant.get(path)).replace('W/', '');
      accepted(await tenant.put(path, tenant.userBody(), { 'if-match': `"0", ${current}` }), 200);
      accepted(await tenant.remove(path, { 'if-match': tagOf(await tenant.get(path)) }), 204);
      const group = await tenant.group();
      const add = {
        schemas: [PATCH_OP],
        Operations: [{ op: 'add', path: 'members', value: [{ value: 'x' }] }],
      };
      const stale = { 'if-match': 'W/"0"' };
      refused(await tenant.ask({ method: 'PATCH', path: group.path, body: add, headers: stale }), 412);
      unchanged(await tenant.get(group.path), group.answer);
    },
  },
  {
    covers: ['7644-3.14-05'],
    title: 'every change makes a new version, and a write without a change keeps the old one',
    async run(tenant) {
      const userName = tenant.unique();
      const { path, answer } = await tenant.user({ userName });
      const seen = [tagOf(answer)];
      for (const value of ['a', 'b', 'a']) {
        const tag = tagOf(await tenant.patch(path, { op: 'replace', path: 'title', value }));
        equal(seen.includes(tag), false);
        seen.push(tag);
      }
      equal(tagOf(await tenant.patch(path, { op: 'replace', path: 'title', value: 'a' })), seen.at(-1));
      equal(tagOf(await tenant.put(path, tenant.userBody({ userName, title: 'a' }))), seen.at(-1));
      const group = await tenant.group();
      const added = await tenant.patch(group.path, { op: 'add', path: 'members', value: [{ value: 'x' }] });
      notEqual(tagOf(added), tagOf(group.answer));
    },
  },
  {
    covers: ['7644-3.14-06'],
    title: 'of several simultaneous writes with the same If-Match, one succeeds and the others are a 412',
    async run(tenant) {
      const { path, answer } = await tenant.user();
      const headers = { 'if-match': tagOf(answer) };
      const bodies = ['a', 'b', 'c', 'd'].map((name) => tenant.userBody({ title: name }));
      const answers = await Promise.all(bodies.map((body) => tenant.put(path, body, headers)));
      deepEqual(answers.map(({ status }) => status).toSorted(), [200, 412, 412, 412]);
      const won = answers.find(({ status }) => status === 200);
      deepEqual((await tenant.get(path)).body, won?.body);
    },
  },
];
