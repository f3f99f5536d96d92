import type { AuditTrail } from '@scimwright/store';
import type { Reader } from '../open-reader.ts';
import type { Writer } from '../writer/group-commit.ts';

/** The audit trail in the database. */
export function knexAudit({ read }: Reader, { transact }: Pick<Writer, 'transact'>): AuditTrail {
  return {
    append: ({ at, actor, action, connector, tenant, subject }) =>
      transact(async ({ run }) => {
        await run(
          'insert into audit (at, actor, action, connector, tenant, subject) values (?, ?, ?, ?, ?, ?)',
          [at, actor, action, connector ?? null, tenant ?? null, subject ?? null],
        );
        return { keep: true, result: undefined };
      }),
    read: async ({ connector, tenant, before, limit }) => {
      const { AuditModel } = await import('../models/audit-model.ts'); // with objection, for administrators only
      return read(async ({ query }) => {
        const rows = query(AuditModel).orderBy('seq', 'desc').limit(limit);
        if (connector !== undefined) void rows.where({ connector });
        if (tenant !== undefined) void rows.where({ tenant });
        if (before !== undefined) void rows.where('seq', '<', before);
        return (await rows).map((row) => ({ ...row }));
      });
    },
  };
}
