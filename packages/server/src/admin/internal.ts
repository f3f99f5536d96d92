export { namedShapes } from './named-shapes.ts';
export { commandHelp, endpoint, inSentence } from './operation.ts';
export { erases, mayBeTold } from './person/erase-person.ts';
export { counted } from './spoken-time.ts';
export { deletes } from './tenants.ts';
