export type { AttributePath } from './ast.ts';
export { bindPath } from './bind.ts';
export { parseAttributePath } from './parse.ts';
export { printAttributePath } from './print.ts';
