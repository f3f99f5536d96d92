import type { FilterRow } from './filter-row.fixture.ts';
import { meaningRows } from './meaning-rows.fixture.ts';
import { syntaxRows } from './syntax-rows.fixture.ts';

/** Every filter that a library and we take differently. */
export const filterRows: readonly FilterRow[] = [...syntaxRows, ...meaningRows];
