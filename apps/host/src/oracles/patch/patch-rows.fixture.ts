import { elementRows } from './element-rows.fixture.ts';
import { operationRows } from './operation-rows.fixture.ts';
import type { PatchRow } from './patch-row.fixture.ts';

/** Every PATCH that a library and we take differently. */
export const patchRows: readonly PatchRow[] = [...operationRows, ...elementRows];
