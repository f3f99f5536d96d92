import type { TenantId } from '@scimwright/store';
import { expect, it } from 'vitest';
import { dayQuota } from './day-quota.ts';

const [one, two] = ['t1' as TenantId, 't2' as TenantId];
const entry = (status: number, day = 1) => ({ at: `2026-01-0${day}T12:00:00.000Z`, status });

it('each tenant and day has a quota for answered requests and one for refused ones', () => {
  const judge = dayQuota({ answered: 2, refused: 1 });
  const asked = [200, 200, 200, 404, 204, 400].map((status) => judge(one, entry(status)));
  expect(asked).toEqual(['kept', 'kept', 'first beyond', 'kept', 'beyond', 'first beyond']);
  expect(judge(two, entry(200))).toBe('kept');
});

it('the next day starts over, and a late entry does not bring the old day back', () => {
  const judge = dayQuota({ answered: 1, refused: 1 });
  expect([1, 1, 2, 1, 2].map((day) => judge(one, entry(200, day)))).toEqual([
    'kept',
    'first beyond',
    'kept',
    'first beyond',
    'beyond',
  ]);
});
