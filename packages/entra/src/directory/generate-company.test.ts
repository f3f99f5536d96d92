import { describe, expect, it } from 'vitest';
import { createDirectory, type LivingDirectory } from './create-directory.ts';
import { generateCompany, type CompanyPlan } from './generate-company.ts';
import { liveIn, usualLife } from './live.ts';

const plan: CompanyPlan = {
  people: 600,
  seed: 7,
  defaultDomain: 'fjordline.example',
  appRoles: [],
  assignsGroups: true,
};

function companyOf(options: Partial<CompanyPlan> = {}): LivingDirectory {
  const directory = createDirectory({ ...plan, ...options });
  for (const change of generateCompany({ ...plan, ...options })) directory.apply(change, 0);
  return directory;
}

describe('a generated company', () => {
  it('is the same for the same seed, and another for another', () => {
    const of = (seed: number): string => JSON.stringify([...generateCompany({ ...plan, people: 60, seed })]);
    expect(of(1)).toBe(of(1));
    expect(of(1)).not.toBe(of(2));
  });

  it.each([1, 2, 10, 17, 600])('of %i people has as many, and every id and user name once', (people) => {
    const users = [...companyOf({ people }).users()];
    expect(users).toHaveLength(people);
    expect(new Set(users.map(({ id }) => id)).size).toBe(people);
    expect(
      new Set(users.map(({ attributes }) => String(attributes['userPrincipalName']).toLowerCase())).size,
    ).toBe(people);
    for (const { id } of users)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('has what directories have', () => {
    const directory = companyOf();
    const users = [...directory.users()];
    const some = (what: (user: (typeof users)[number]) => boolean): number => users.filter(what).length;
    expect(some(({ attributes }) => attributes['userType'] === 'Guest')).toBeGreaterThan(5);
    expect(some(({ attributes }) => attributes['mail'] === undefined)).toBeGreaterThan(5);
    expect(some(({ accountEnabled }) => !accountEnabled)).toBeGreaterThan(3);
    expect(some(({ id }) => !directory.isAssigned(id))).toBeGreaterThan(3);
    expect(
      some(({ attributes }) => /[^\p{Script=Latin}\P{L}]/u.test(String(attributes['displayName']))),
    ).toBeGreaterThan(100);
    expect(some(({ id, managerId }) => directory.user(managerId ?? '')?.managerId === id)).toBe(2);
    const families = new Set(users.map(({ attributes }) => attributes['surname']));
    expect([families.has('de Vries'), families.has('De Vries')]).toEqual([true, true]);
    const groups = [...directory.groups()];
    expect(Math.max(...groups.map(({ members }) => members.size))).toBeGreaterThan(500);
    expect(groups.some(({ members }) => [...members].some((id) => directory.group(id)))).toBe(true);
    expect(groups.some(({ isSecurityEnabled }) => !isSecurityEnabled)).toBe(true);
  });

  it.each([0, 1.5, 1_000_001])('cannot have %d people', (people) => {
    expect(() => [...generateCompany({ ...plan, people })]).toThrow(RangeError);
  });
});

describe('a year in it', () => {
  const DAY = 86_400_000;
  const year = (seed: number) => {
    const directory = companyOf();
    const life = liveIn(directory, { seed, rates: usualLife });
    const changes = Array.from({ length: 365 }, (_, day) => life.day((day + 1) * DAY)).flat();
    return { directory, changes };
  };

  it('is the same for the same seed', () => {
    expect(year(1).changes).toEqual(year(1).changes);
    expect(year(1).changes).not.toEqual(year(2).changes);
  });

  it('has about as many joiners and leavers as the rates say, and all kinds of changes', () => {
    const { changes } = year(3);
    const count = (wanted: string): number => changes.filter(({ kind }) => kind === wanted).length;
    expect(count('userAdded')).toBeGreaterThan(60);
    expect(count('userAdded')).toBeLessThan(150);
    expect(count('deleted')).toBeGreaterThan(45);
    expect(new Set(changes.map(({ kind }) => kind))).toEqual(
      new Set([
        'userAdded',
        'groupAdded',
        'attributesChanged',
        'signInChanged',
        'managerChanged',
        'memberAdded',
        'memberRemoved',
        'assigned',
        'unassigned',
        'deleted',
        'restored',
        'purged',
      ]),
    );
  });

  it('purges who was deleted after thirty days', () => {
    const { directory } = year(3);
    for (const { deletedAt } of directory.users())
      expect(365 * DAY - (deletedAt ?? 365 * DAY)).toBeLessThanOrEqual(30 * DAY);
  });
});
