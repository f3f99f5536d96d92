import type { TokenStore } from '@scimwright/store';
import type { Reader } from '../open-reader.ts';
import type { RunSql } from '../run-sql.ts';
import type { Writer } from '../writer/group-commit.ts';
import { issueToken, liveTokens } from './issue-token.ts';
import { tenantOf, type TenantRow } from './tenant-row.ts';
import { TOKEN_COLUMNS, tokenOf, type TokenRow } from './token-row.ts';

/** Tokens in the database. */
export function knexTokens({ run, inTurn }: Reader, { transact }: Pick<Writer, 'transact'>): TokenStore {
  return {
    issue: (token, limits) =>
      transact(async (tx) => {
        const issued = await issueToken(tx, token, limits);
        return { keep: issued, result: issued };
      }),
    find: (hash) => findByHash(inTurn(hash).run, hash),
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

/** Every request runs this one statement. */
async function findByHash(run: RunSql, hash: string): ReturnType<TokenStore['find']> {
  const [row] = await run<FoundRow>(
    `select ${TOKEN_COLUMNS}, t.connector, t.name, t.enabled, t.entitlements, t.settings, t.created as tenant_created
     from tokens o join tenants t on t.id = o.tenant_id where o.hash = ?`,
    [hash],
  );
  return (
    row && {
      token: tokenOf(row),
      tenant: tenantOf({ ...row, id: row.tenant_id, created: row.tenant_created }),
    }
  );
}
