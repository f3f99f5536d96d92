/** The names of all migrations, oldest first. Without their steps, which an up-to-date database does not need. */
export const migrationNames = [
  '0001-initial',
  '0002-deliveries',
  '0003-hand-overs',
  '0004-log-lookups',
  '0005-search-documents',
  '0006-secrets',
  '0007-token-users',
  '0008-derivations',
  '0009-left-out',
  '0010-handler-errors',
  '0011-written-paths',
  '0012-audit',
  '0013-traces',
  '0014-clock-and-probe',
  '0015-removals',
  '0016-reindexing',
] as const;
