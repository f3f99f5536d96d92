export { readConfig } from './config.ts';
export { moveDatabase, type MovedDatabase } from './move/move-database.ts';
export { openAdmin, type Admin } from './open-admin.ts';
export { findProject, type Project } from './project/find-project.ts';
export { projectDatabase, type ProjectDatabase } from './project/project-database.ts';
export { withoutPassword, type OpenUrl } from './project/without-password.ts';
export { sweepAll } from './sweep-removed.ts';
