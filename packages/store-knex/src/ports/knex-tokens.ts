import { isLive, type StoredToken, type TenantId, type TokenStore } from '@scimwright/store';
import type { Knex } from 'knex';
import type { Tx } from '../in-transaction.ts';
import { TenantModel } from '../models/tenant-model.ts';
import { TokenModel } from '../models/token-model.ts';
import type { RunSql } from '../run-sql.ts';
import type { Writer } from '../writer/group-commit.ts';

/**
 * Tokens in the database.
 *
 * @example
 * await knexTokens(reader, run, writer).find(hash);
 */
export function knexTokens(reader: Knex, run: RunSql, { transact }: Pick<Writer, 'transact'>): TokenStore {
  return {
    issue: (token, { most, overlapUntil }) =>
      transact(async (tx) => {
        const live = await liveTokens(tx, token.tenant, token.created);
        if (live.length >= most) return { keep: false, result: false };
        for (const { id, expires } of live) {
          if (overlapUntil === undefined || (expires !== null && expires <= overlapUntil)) continue;
          await tx.query(TokenModel).findById(id).patch({ expires: overlapUntil });
        }
        await tx.query(TokenModel).insert(rowOf(token));
        return { keep: true, result: true };
      }),
    find: (hash) => findByHash(run, hash),
    list: async (tenant) => {
      const rows = await TokenModel.query(reader)
        .where({ tenant_id: tenant })
        .orderBy([
          { column: 'created', order: 'desc' },
          { column: 'id', order: 'desc' },
        ]);
      return rows.map((row) => row.toToken());
    },
    revoke: (tenant, id, at) =>
      transact(async (tx) => {
        const live = (await liveTokens(tx, tenant, at)).some((token) => token.id === id);
        if (live) await tx.query(TokenModel).findById(id).patch({ revoked: at });
        return { keep: live, result: live };
      }),
    touch: (id, at) =>
      transact(async ({ query }) => {
        await query(TokenModel).findById(id).patch({ lastUsed: at });
        return { keep: true, result: undefined };
      }),
  };
}

async function liveTokens(
  { run, query, lockRows }: Tx,
  tenant: TenantId,
  at: string,
): Promise<readonly TokenModel[]> {
  // A lock on the tokens would not keep out one that is not there yet.
  await run(`select id from tenants where id = ?${lockRows}`, [tenant]);
  const rows = await query(TokenModel).where({ tenant_id: tenant });
  return rows.filter((row) => isLive(row.toToken(), new Date(at)));
}

function rowOf({ tenant, expires, lastUsed, revoked, ...token }: StoredToken) {
  return {
    ...token,
    tenantId: tenant,
    expires: expires ?? null,
    lastUsed: lastUsed ?? null,
    revoked: revoked ?? null,
  };
}

/** Every request asks this, so that it is one statement. */
async function findByHash(run: RunSql, hash: string): ReturnType<TokenStore['find']> {
  const [row] = await run<Record<string, unknown>>(
    `select o.id, o.tenant_id, o.hash, o.description, o.scope, o.created_by, o.created, o.expires, o.last_used,
            o.revoked, t.connector, t.name, t.enabled, t.entitlements, t.settings, t.created as tenant_created
     from tokens o join tenants t on t.id = o.tenant_id where o.hash = ?`,
    [hash],
  );
  if (row === undefined) return undefined;
  const token = TokenModel.fromDatabaseJson(row).toToken();
  const tenant = TenantModel.fromDatabaseJson({
    ...row,
    id: row['tenant_id'],
    created: row['tenant_created'],
  });
  return { token, tenant: tenant.toTenant() };
}
