/** A table of the database, as a move copies it. */
export interface Table {
  readonly name: string;
  /** The primary key, in whose order the rows are read. */
  readonly key: readonly string[];
  /** The column whose numbers the database counts up. */
  readonly counter?: string;
}

/**
 * Every table that the migrations make. The move copies these and no others; a test compares them with the tables of both engines. Columns
 * are not listed: they are read from the database.
 */
export const tables: readonly Table[] = [
  { name: 'secrets', key: ['name'] },
  { name: 'derivations', key: ['connector', 'type'] },
  { name: 'marks', key: ['name'] },
  { name: 'clock_marks', key: ['id'] },
  { name: 'probes', key: ['id'] },
  { name: 'tenants', key: ['id'] },
  { name: 'tokens', key: ['id'] },
  { name: 'hand_overs', key: ['id'] },
  { name: 'resources', key: ['tenant_id', 'id'] },
  { name: 'index_entries', key: ['tenant_id', 'id', 'path', 'key'] },
  { name: 'members', key: ['tenant_id', 'group_id', 'member_id'] },
  { name: 'deleted_ids', key: ['tenant_id', 'id'] },
  { name: 'removals', key: ['tenant_id', 'id'] },
  { name: 'events', key: ['seq'], counter: 'seq' },
  { name: 'log', key: ['seq'], counter: 'seq' },
  { name: 'audit', key: ['seq'], counter: 'seq' },
];
