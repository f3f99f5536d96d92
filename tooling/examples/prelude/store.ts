import { emptyState } from '../../../packages/store/src/memory/memory-state.ts';
import { openJournal } from '../../../packages/store/src/memory/journal.ts';
import { emptyRecords } from '../../../packages/store/src/memory/tenant-records.ts';
import type { LogEntry, StoredToken } from '../../../packages/store/src/index.ts';
import { at } from './shared.ts';

export const state = emptyState();
export const records = emptyRecords();
export const journal = openJournal();
export const group = { type: 'Group', id: 'g1', at };
export const names = new Set<string>();
/** The SHA-256 of an unknown token. */
export const hash = '0'.repeat(64);

export declare const entries: readonly LogEntry[];
export declare const token: StoredToken;
