import type { AuditEntry } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { tenantNamed, type NewTenantScope } from '../tenant-scope.ts';
import { AT } from '../sample/sample.ts';

/** The audit trail: in order, page by page, and kept when the tenant is removed. */
export function describeAudit(make: NewTenantScope): void {
  describe('the audit trail', () => {
    const entryOf = (connector: string, action: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
      at: AT,
      actor: 'cli:ада',
      action,
      connector,
      tenant: 'contoso',
      subject: undefined,
      ...more,
    });

    it('is read newest first, page by page, as it was written', async () => {
      const { store } = make();
      const written = [
        entryOf('audit-pages', 'createTenant'),
        entryOf('audit-pages', 'issueToken', { subject: 'token 1' }),
        entryOf('audit-pages', 'deleteTenant', { actor: 'admin-token:1', tenant: 'fabrikam' }),
      ];
      for (const entry of written) await store.audit.append(entry);
      const [first] = await store.audit.read({ connector: 'audit-pages', limit: 1 });
      expect(first).toEqual({ ...written[2], seq: first?.seq });
      const rest = await store.audit.read({ connector: 'audit-pages', before: first?.seq, limit: 9 });
      expect(rest.map(({ action, subject }) => [action, subject])).toEqual([
        ['issueToken', 'token 1'],
        ['createTenant', undefined],
      ]);
      const own = await store.audit.read({ connector: 'audit-pages', tenant: 'fabrikam', limit: 9 });
      expect(own.map(({ action }) => action)).toEqual(['deleteTenant']);
    });

    it('accepts an entry without a tenant', async () => {
      const { store } = make();
      const entry = { ...entryOf('', 'start'), connector: undefined, tenant: undefined };
      await store.audit.append(entry);
      expect(await store.audit.read({ limit: 1 })).toMatchObject([entry]);
    });

    it('keeps the entries of a removed tenant', async () => {
      const { store } = make();
      const tenant = tenantNamed('audit-gone');
      await store.tenants.create(tenant);
      await store.audit.append(entryOf(tenant.connector, 'createTenant', { tenant: tenant.name }));
      await store.tenants.remove(tenant.id, AT);
      const query = { connector: tenant.connector, tenant: tenant.name, limit: 9 };
      expect(await store.audit.read(query)).toHaveLength(1);
    });
  });
}
