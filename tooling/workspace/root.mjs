// @ts-check
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this checkout, independent of the working directory. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
