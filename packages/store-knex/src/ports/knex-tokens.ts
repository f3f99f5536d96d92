import type { TokenStore } from '@scimwright/store';
import { lookUpTogether } from '../look-up-together.ts';
import type { Reader } from '../open-reader.ts';
import type { Writer } from '../writer/group-commit.ts';
import { issueToken, liveTokens } from './issue-token.ts';
import { tenantOf, type TenantRow } from './tenant-row.ts';
import { TOKEN_COLUMNS, tokenOf, type TokenRow } from './token-row.ts';

/** Tokens in the database. */
export function knexTokens(reader: Reader, { transact }: Pick<Writer, 'transact'>): TokenStore {
  const { run } = reader;
  const findByHash = lookUpByHash(reader);
  return {
    issue: (token, limits) =>
      transact(async (tx) => {
        const issued = await issueToken(tx, token, limits);
        return { keep: issued, result: issued };
      }),
    find: (hash) => findByHash(hash),
    list: async (tenant) => {
      const rows = await run<TokenRow>(
        `select ${TOKEN_COLUMNS} from tokens o where o.tenant_id = ? order by o.created desc, o.id desc`,
        [tenant],
      );
      return rows.map(tokenOf);
    },
    revoke: (tenant, id, at) =>
      transact(async (tx) => {
        const live = (await liveTokens(tx, tenant, at)).some((token) => token.id === id);
        if (live) await tx.run('update tokens set revoked = ? where id = ?', [at, id]);
        return { keep: live, result: live };
      }),
    touch: (id, at) =>
      transact(async ({ run }) => {
        await run('update tokens set last_used = ? where id = ?', [at, id]);
        return { keep: true, result: undefined };
      }),
  };
}

/** The tenant of a token beside it. Both have an `id` and a time `created`. */
type FoundRow = TokenRow &
  Omit<TenantRow, 'id' | 'created'> & { readonly tenant_created: TenantRow['created'] };

/** Every request asks for its token. */
function lookUpByHash(reader: Reader) {
  const { joinEach } = reader.dialect;
  return lookUpTogether({
    reader,
    columns: { hash: 'text' },
    statement: (asked) => `select asked.place, ${TOKEN_COLUMNS},
         t.connector, t.name, t.enabled, t.entitlements, t.settings, t.created as tenant_created
       from ${asked} ${joinEach('tokens', 'o', 'o.hash = asked.hash')} ${joinEach('tenants', 't', 't.id = o.tenant_id')}`,
    answer: ([row]: readonly FoundRow[]) =>
      row && {
        token: tokenOf(row),
        tenant: tenantOf({ ...row, id: row.tenant_id, created: row.tenant_created }),
      },
  });
}
