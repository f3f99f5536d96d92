export { disagreements } from './disagreements.ts';
export { libraries, type Library } from './library.ts';
export { clientRows, type ClientRow } from './clients/client-rows.ts';
export { schemaRows, type SchemaAsk, type SchemaRow } from './schemas/schema-rows.ts';
