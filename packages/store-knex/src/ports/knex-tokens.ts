import type { TokenStore } from '@scimwright/store';
import { TenantModel } from '../models/tenant-model.ts';
import { TokenModel } from '../models/token-model.ts';
import type { Reader } from '../open-reader.ts';
import type { RunSql } from '../session.ts';
import type { Writer } from '../writer/group-commit.ts';
import { issueToken, liveTokens } from './issue-token.ts';

/**
 * Tokens in the database.
 *
 * @example
 * await knexTokens(reader, writer).find(hash);
 */
export function knexTokens({ read, inTurn }: Reader, { transact }: Pick<Writer, 'transact'>): TokenStore {
  return {
    issue: (token, limits) =>
      transact(async (tx) => {
        const issued = await issueToken(tx, token, limits);
        return { keep: issued, result: issued };
      }),
    find: (hash) => findByHash(inTurn(hash).run, hash),
    list: (tenant) =>
      read(async ({ query }) => {
        const rows = await query(TokenModel)
          .where({ tenant_id: tenant })
          .orderBy([
            { column: 'created', order: 'desc' },
            { column: 'id', order: 'desc' },
          ]);
        return rows.map((row) => row.toToken());
      }),
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

/** Every request asks this, so that it is one statement. */
async function findByHash(run: RunSql, hash: string): ReturnType<TokenStore['find']> {
  const [row] = await run<Record<string, unknown>>(
    `select o.id, o.tenant_id, o.hash, o.description, o.scope, o.user_id, o.created_by, o.created, o.expires,
            o.last_used, o.revoked, t.connector, t.name, t.enabled, t.entitlements, t.settings, t.created as tenant_created
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
