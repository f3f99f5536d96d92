import type { FindQuery, ResourceStore, Stored, TenantId, KeysetQuery } from '@scimwright/store';
import { findResources, isSearch, pageOfAll, uniqueKeyOf } from '../find-resources.ts';
import { lookUpTogether } from '../look-up-together.ts';
import { readMemberPages } from '../read-member-pages.ts';
import { readPortions } from '../read-portions.ts';
import { shareMemberships } from '../share-memberships.ts';
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
  const byId = lookUpById(reader);
  const byKey = lookUpByKey(reader);
  return {
    get: async (tenant, type, id) => (await byId(tenant, type, id))[0],
    find: async (tenant, query) => {
      const key = uniqueKeyOf(query);
      return key === undefined
        ? findResources(readerFor(tenant, query), tenant, query)
        : pageOfAll(await byKey(tenant, query.type.name, key.path, key.key), query);
    },
    keysetPage: (tenant, query) => findKeysetPage(readerFor(tenant, query), tenant, query),
    portions: (tenant, ids, bytes) => readPortions(reader.inTurn(tenant), tenant, ids, bytes),
    members: (tenant, group, after) => readMemberPages(reader.inTurn(tenant).run, tenant, group, after),
    memberships: shareMemberships(reader),
    commit: (tenant, changes) => writer.commit({ tenant, changes }),
  };
}

function lookUpById(reader: Reader) {
  const own = 'r.tenant_id = asked.tenant and r.id = asked.id and r.type = asked.type';
  return lookUpTogether({
    reader,
    columns: { tenant: 'text', type: 'text', id: 'text' },
    statement: (asked) =>
      `select asked.place, ${STORED} from ${asked} ${reader.dialect.joinEach('resources', 'r', own)}`,
    answer: storedOf,
  });
}

function lookUpByKey(reader: Reader) {
  const { joinEach } = reader.dialect;
  const own =
    'e.tenant_id = asked.tenant and e.type = asked.type and e.path = asked.path and e.key = asked.key';
  return lookUpTogether({
    reader,
    columns: { tenant: 'text', type: 'text', path: 'text', key: 'text' },
    statement: (asked) => `select asked.place, ${STORED} from ${asked} ${joinEach('index_entries', 'e', own)}
       ${joinEach('resources', 'r', 'r.tenant_id = e.tenant_id and r.id = e.id')}`,
    answer: storedOf,
  });
}

const storedOf = (rows: readonly Stored[]): readonly Stored[] =>
  rows.map(({ type, id, version, created, modified, body }) => ({
    type,
    id,
    version,
    created,
    modified,
    body,
  }));
