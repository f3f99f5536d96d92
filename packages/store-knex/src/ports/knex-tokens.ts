import type { Tenant, TenantId, TokenStore } from '@scimwright/store';
import { TokenModel } from '../models/token-model.ts';
import type { Reader } from '../open-reader.ts';
import type { RunSql } from '../run-sql.ts';
import type { Writer } from '../writer/group-commit.ts';
import { issueToken, liveTokens } from './issue-token.ts';

/** Tokens in the database. */
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
        return rows.map((row) => ({ ...row }));
      }),
    revoke: (tenant, id, at) =>
      transact(async (tx) => {
        const live = (await liveTokens(tx, tenant, at)).some((token) => token.id === id);
        if (live) await tx.query(TokenModel).findById(id).patch({ revoked: at });
        return { keep: live, result: live };
      }),
    touch: (id, at) =>
      transact(async ({ run }) => {
        await run('update tokens set last_used = ? where id = ?', [at, id]);
        return { keep: true, result: undefined };
      }),
  };
}

interface TokenRow {
  readonly id: string;
  readonly tenant: TenantId;
  readonly hash: string;
  readonly description: string;
  readonly scope: string;
  readonly user_id: string | null;
  readonly created_by: string;
  readonly created: string;
  readonly expires: string | null;
  readonly last_used: string | null;
  readonly revoked: string | null;
  readonly connector: string;
  readonly name: string;
  readonly enabled: boolean | number;
  readonly entitlements: string;
  readonly settings: string;
  readonly tenant_created: string;
}

/** Every request runs this: one statement, mapped without a model. */
async function findByHash(run: RunSql, hash: string): ReturnType<TokenStore['find']> {
  const [row] = await run<TokenRow>(
    `select o.id, o.tenant_id as tenant, o.hash, o.description, o.scope, o.user_id, o.created_by, o.created, o.expires,
            o.last_used, o.revoked, t.connector, t.name, t.enabled, t.entitlements, t.settings, t.created as tenant_created
     from tokens o join tenants t on t.id = o.tenant_id where o.hash = ?`,
    [hash],
  );
  if (row === undefined) return undefined;
  const { id, tenant, description, scope, created, connector, name } = row;
  return {
    token: {
      id,
      tenant,
      hash,
      description,
      scope,
      userId: row.user_id ?? undefined,
      createdBy: row.created_by,
      created,
      expires: row.expires ?? undefined,
      lastUsed: row.last_used ?? undefined,
      revoked: row.revoked ?? undefined,
    },
    tenant: {
      id: tenant,
      connector,
      name,
      enabled: Boolean(row.enabled),
      // Both were written by `create` and `update` of the tenants.
      entitlements: JSON.parse(row.entitlements) as Tenant['entitlements'],
      settings: JSON.parse(row.settings) as Tenant['settings'],
      created: row.tenant_created,
    },
  };
}
