import { accepted } from '../check/accepted.ts';
import { refused } from '../check/refused.ts';
import { unchanged } from '../check/unchanged.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { declaredExtension } from '../declared-schemas.ts';

const DISABLE = { op: 'replace', path: 'active', value: false };
const STRAY = { op: 'replace', path: 'cost center', value: 'x' };

/** People who leave: they lose access even where RFC 7644 §3.5.2 would refuse the whole PATCH. */
export const disabling: readonly ConformanceCase[] = [
  {
    covers: ['7644-3.5.2-05'],
    title: 'a PATCH that disables a user is all or nothing as well',
    async run(tenant) {
      const { path } = await tenant.user({ title: 'Dr', active: true });
      const before = await tenant.get(path);
      const title = { op: 'replace', path: 'title', value: 'Prof' };
      refused(await tenant.patch(path, title, DISABLE, STRAY), 400, 'invalidPath');
      unchanged(await tenant.get(path), before);
      accepted(await tenant.patch(path, title, DISABLE), 200, { active: false, title: 'Prof' });
    },
  },
  {
    covers: ['7644-3.5.2-05'],
    needs: 'declared',
    title:
      'with disable-first, a user is disabled even if the rest of the PATCH is refused, and no other PATCH is applied in part',
    async run(tenant) {
      const own = { [declaredExtension.id]: { badge: tenant.unique('badge') } };
      const { path } = await tenant.user({ title: 'Dr', active: true, ...own });
      const title = { op: 'replace', path: 'title', value: 'Prof' };
      const before = await tenant.get(path);
      refused(await tenant.patch(path, title, STRAY), 400, 'invalidPath');
      refused(
        await tenant.patch(path, title, STRAY, DISABLE, { ...DISABLE, value: true }),
        400,
        'invalidPath',
      );
      unchanged(await tenant.get(path), before);
      accepted(await tenant.patch(path, STRAY, title, DISABLE), 200, { active: false, title: 'Prof' });
    },
  },
  {
    covers: ['7644-3.5.2.2-02', '7644-3.5.1-04', 'AMB-52'],
    title: 'only true enables a disabled user: an active that is removed, null, empty or omitted stays false',
    async run(tenant) {
      const userName = tenant.unique();
      const { path } = await tenant.user({ userName, active: false });
      const before = await tenant.get(path);
      for (const operation of [
        { op: 'remove', path: 'active' },
        { op: 'replace', path: 'active', value: null },
        { op: 'replace', path: 'active', value: '' },
        { op: 'replace', value: { active: null } },
      ]) {
        accepted(await tenant.patch(path, operation), 200, { active: false });
      }
      unchanged(await tenant.get(path), before);
      accepted(await tenant.put(path, tenant.userBody({ userName, title: 'Dr' })), 200, {
        active: false,
        title: 'Dr',
      });
      accepted(await tenant.put(path, tenant.userBody({ userName, active: true })), 200, {
        active: true,
        title: undefined,
      });
      accepted(await tenant.patch(path, { op: 'remove', path: 'active' }), 200, { active: undefined });
    },
  },
];
