// @ts-check
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this launcher belongs to, wherever it was called from. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
