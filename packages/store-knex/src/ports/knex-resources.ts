import type { FindQuery, ResourceStore, Stored, TenantId, KeysetQuery } from '@scimwright/store';
import { findResources, isSearch } from '../find-resources.ts';
import { readMemberPages } from '../read-member-pages.ts';
import { readMemberships } from '../read-memberships.ts';
import { readPortions } from '../read-portions.ts';
import type { Reader } from '../open-reader.ts';
import type { Searcher } from '../search/open-searcher.ts';
import { STORED } from '../stored-columns.ts';
import { findKeysetPage } from '../find-keyset-page.ts';
import type { Writer } from '../writer/group-commit.ts';

/**
 * Resources and memberships in the database. Their statements are written out, because Entra's requests run them.
 */
export function knexResources(
  reader: Reader,
  searcher: Searcher,
  writer: Pick<Writer, 'commit'>,
): ResourceStore {
  /** A lookup never waits behind a search. */
  const readerFor = (tenant: TenantId, query: FindQuery | KeysetQuery): Reader =>
    isSearch(query) ? searcher.for(tenant, query.signal) : reader.inTurn(tenant);
  return {
    get: async (tenant, type, id) => {
      const [stored] = await reader
        .inTurn(tenant)
        .run<Stored>(`select ${STORED} from resources r where r.tenant_id = ? and r.id = ? and r.type = ?`, [
          tenant,
          id,
          type,
        ]);
      return stored;
    },
    find: (tenant, query) => findResources(readerFor(tenant, query), tenant, query),
    keysetPage: (tenant, query) => findKeysetPage(readerFor(tenant, query), tenant, query),
    portions: (tenant, ids, bytes) => readPortions(reader.inTurn(tenant), tenant, ids, bytes),
    members: (tenant, group, after) => readMemberPages(reader.inTurn(tenant).run, tenant, group, after),
    memberships: (tenant, members, label) => readMemberships(reader.inTurn(tenant), tenant, members, label),
    commit: (tenant, changes) => writer.commit({ tenant, changes }),
  };
}
