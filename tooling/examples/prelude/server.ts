import { memoryStore } from '../../../packages/store/src/index.ts';
import type { Store, StoredHandOver, StoredToken, Tenant } from '../../../packages/store/src/index.ts';
import { silentLogger } from '../../../packages/server/src/index.ts';
import type { AdminApiDeps, TenantHealth, WantedToken } from '../../../packages/server/src/admin/index.ts';
import type { Logger } from '../../../packages/server/src/index.ts';
import type { Person } from '../../../packages/server/src/admin/person/find-person.ts';
import type { ClosedTarget } from '../../../packages/server/src/find-target.ts';
import type { RouteDeps } from '../../../packages/server/src/route.ts';
import type { HttpDeps } from '../../../packages/server/src/serve.ts';
import type { respond } from '../../../packages/server/src/steps/respond.ts';

export { bic, bic as connector } from '../../../connectors/bic/src/index.ts';
export const store: Store = memoryStore();
export const logger: Logger = silentLogger;

export declare const deps: AdminApiDeps & RouteDeps & HttpDeps;
export declare const tenant: Tenant;
export declare const token: StoredToken;
export declare const wanted: WantedToken;
/** A hand-over link, its code, and the health of its tenant. */
export declare const handOver: StoredHandOver;
export declare const code: string;
export declare const state: TenantHealth;
/** A person with stored data. */
export declare const person: Person;

/** The route of a request, and its Koa context. */
export declare const target: ClosedTarget;
export declare const ctx: Parameters<typeof respond>[0];
