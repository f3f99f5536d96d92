import { elementRows } from './element-rows.fixture.ts';
import { operationRows } from './operation-rows.fixture.ts';
import type { PatchRow } from './patch-row.fixture.ts';

/** All differences in PATCH. */
export const patchRows: readonly PatchRow[] = [...operationRows, ...elementRows];
