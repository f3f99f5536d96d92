import { describe, expect, it } from 'vitest';
import type { NewTenantScope } from '../tenant-scope.ts';
import { createGroup, createUser, remove, update, userType } from '../sample/sample.ts';

const same: readonly { readonly held: string; readonly asked: string; readonly why: string }[] = [
  { held: 'ada@x.example', asked: 'ada@x.example', why: 'equal' },
  { held: 'Ada@X.example', asked: 'aDA@x.EXAMPLE', why: 'in another letter case' },
  { held: 'ÅSA', asked: 'åsa', why: 'in another letter case outside ASCII' },
  { held: 'ОЛЬГА', asked: 'ольга', why: 'in another letter case in Cyrillic' },
  { held: 'ΣΊΣΥΦΟΣ', asked: 'σίσυφος', why: 'with a final sigma' },
  { held: 'ａｄａ', asked: 'ada', why: 'in another width' },
  { held: 'Zo\u00eb', asked: 'Zoe\u0308', why: 'composed and decomposed' },
];

const different: readonly { readonly held: string; readonly asked: string; readonly why: string }[] = [
  { held: 'ada', asked: 'ada ', why: 'with an additional blank' },
  { held: 'resume', asked: 'résumé', why: 'with accents' },
  { held: 'a_a', asked: 'ada', why: 'with a wildcard of SQL' },
  { held: "o'brien", asked: 'obrien', why: 'with a quote' },
];

/** The database decides, over folded keys, whether a value is unique. */
export function describeUniqueness(make: NewTenantScope): void {
  describe('a unique name', () => {
    it.each(same)('$held makes $asked a duplicate: $why', async ({ held, asked }) => {
      const scope = make();
      await scope.commit(createUser('u1', { userName: held }));
      expect(
        await scope.store.resources.commit(scope.tenant, [createUser('u2', { userName: asked })]),
      ).toEqual({ kind: 'duplicate', change: 0, path: 'userName' });
      expect(await scope.ids(userType)).toEqual(['u1']);
    });

    it.each(different)('$held does not make $asked a duplicate: $why', async ({ held, asked }) => {
      const scope = make();
      await scope.commit(createUser('u1', { userName: held }));
      await scope.commit(createUser('u2', { userName: asked }));
      expect(await scope.ids(userType)).toEqual(['u1', 'u2']);
    });

    it('is independent of equal values that need not be unique', async () => {
      const scope = make();
      const shared = {
        displayName: 'Ada',
        externalId: 'x',
        emails: [{ type: 'work', value: 'a@x.example' }],
      };
      await scope.commit(createUser('u1', shared), createUser('u2', shared));
      expect(await scope.ids(userType, 'externalId eq "x"')).toEqual(['u1', 'u2']);
    });

    it('is separate for users and groups', async () => {
      const scope = make();
      await scope.commit(
        createUser('u1', { userName: 'sales' }),
        createGroup('g1', [], { displayName: 'sales' }),
      );
      expect(
        await scope.store.resources.commit(scope.tenant, [createGroup('g2', [], { displayName: 'Sales' })]),
      ).toEqual({ kind: 'duplicate', change: 0, path: 'displayName' });
    });

    it('cannot be taken by an update until its holder has another name', async () => {
      const scope = make();
      await scope.commit(createUser('u1', { userName: 'ada' }), createUser('u2', { userName: 'lin' }));
      const take = update('u2', { userName: 'lin' }, { userName: 'ADA' });
      expect(await scope.store.resources.commit(scope.tenant, [take])).toEqual({
        kind: 'duplicate',
        change: 0,
        path: 'userName',
      });
      expect(await scope.version('User', 'u2')).toBe(1);
      expect(await scope.ids(userType, 'userName eq "lin"')).toEqual(['u2']);

      await scope.commit(update('u1', { userName: 'ada' }, { userName: 'ada2' }));
      await scope.commit(take);
      expect(await scope.ids(userType, 'userName eq "ada"')).toEqual(['u2']);
    });

    it('can get another spelling from its holder', async () => {
      const scope = make();
      await scope.commit(createUser('u1', { userName: 'ada' }));
      await scope.commit(update('u1', { userName: 'ada' }, { userName: 'Ada' }));
      expect(await scope.ids(userType, 'userName eq "ADA"')).toEqual(['u1']);
    });

    it('is free after the removal of its holder', async () => {
      const scope = make();
      await scope.commit(createUser('u1', { userName: 'ada' }));
      await scope.commit(remove('User', 'u1'));
      await scope.commit(createUser('u2', { userName: 'ada' }));
      expect(await scope.ids(userType, 'userName eq "ada"')).toEqual(['u2']);
    });

    it('goes to exactly one of 50 users that are created with it at once', async () => {
      const scope = make();
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, at) =>
          scope.store.resources.commit(scope.tenant, [
            createUser(`u${at}`, { userName: at % 2 ? 'ada' : 'ADA' }),
          ]),
        ),
      );
      const winners = outcomes.flatMap(({ kind }, at) => (kind === 'done' ? [`u${at}`] : []));
      expect(winners).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'duplicate')).toHaveLength(49);
      expect(await scope.ids(userType)).toEqual(winners);
    });

    it('cannot be swapped between two users at once', async () => {
      const scope = make();
      await scope.commit(createUser('u1', { userName: 'ada' }), createUser('u2', { userName: 'lin' }));
      const outcomes = await Promise.all(
        [
          update('u1', { userName: 'ada' }, { userName: 'lin' }),
          update('u2', { userName: 'lin' }, { userName: 'ada' }),
        ].map((change) => scope.store.resources.commit(scope.tenant, [change])),
      );
      expect(outcomes.map(({ kind }) => kind)).toEqual(['duplicate', 'duplicate']);
    });
  });
}
