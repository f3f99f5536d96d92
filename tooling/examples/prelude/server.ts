import { memoryStore } from '../../../packages/store/src/index.ts';
import type {
  Outcome,
  Store,
  Stored,
  StoredHandOver,
  StoredToken,
  Tenant,
} from '../../../packages/store/src/index.ts';
import { bic } from '../../../connectors/bic/src/index.ts';
import { defaultLimits, noMetrics, silentLogger } from '../../../packages/server/src/index.ts';
import type { AdminApiDeps, TenantHealth, WantedToken } from '../../../packages/server/src/admin/index.ts';
import type { Logger, Metrics, Server } from '../../../packages/server/src/index.ts';
import type { Person } from '../../../packages/server/src/admin/person/find-person.ts';
import type { CursorBinding, CursorState } from '../../../packages/server/src/cursor/cursor.ts';
import type { TypeQuery } from '../../../packages/server/src/cursor/canonical-query.ts';
import type { DescribedService } from '../../../packages/server/src/openapi/described-type.ts';
import type { ClosedTarget } from '../../../packages/server/src/find-target.ts';
import type { LogBuffer } from '../../../packages/server/src/log/log-buffer.ts';
import type { BulkRun } from '../../../packages/server/src/bulk/bulk-run.ts';
import type { RunnableOperation } from '../../../packages/server/src/bulk/plan-bulk.ts';
import type { Representation } from '../../../packages/server/src/resource/resource-text.ts';
import type { Route, RouteDeps } from '../../../packages/server/src/route.ts';
import type { OneResourceRequest } from '../../../packages/server/src/scim-request.ts';
import type { HttpDeps } from '../../../packages/server/src/serve.ts';
import type { Principal } from '../../../packages/server/src/steps/authenticate.ts';
import type { respond } from '../../../packages/server/src/steps/respond.ts';

export { bic, bic as connector } from '../../../connectors/bic/src/index.ts';
export const store: Store = memoryStore();
export const logger: Logger = silentLogger;
export const metrics: Metrics = noMetrics;

/** What an OpenAPI document is about. */
export const base = 'https://scim.example/bic/contoso/scim/v2';
export const subject: DescribedService = { connector: bic, base, limits: defaultLimits };

export declare const tenant: Tenant;
export declare const token: StoredToken;
export declare const tokenId: string;
/** A hand-over link, its code, and how its tenant is doing. */
export declare const handOver: StoredHandOver;
export declare const code: string;
export declare const state: TenantHealth;
export declare const deps: AdminApiDeps & RouteDeps & HttpDeps;
/** A token that is wanted. */
export declare const wanted: WantedToken;
/** Somebody of whom something is kept. */
export declare const person: Person;

/** A request about one resource, its route, and the header that names its token. */
export declare const request: OneResourceRequest;
export declare const route: Route;
/** Where it leads over HTTP, whose token it has, and what takes note of it. */
export declare const target: ClosedTarget;
export declare const principal: Principal;
export declare const logBuffer: LogBuffer;
/** A bulk request under way, its operations, and one of them. */
export declare const run: BulkRun;
export declare const planned: readonly RunnableOperation[];
export declare const operation: RunnableOperation;
export declare const authorization: string;
export declare const ctx: Parameters<typeof respond>[0];
export declare const app: Server['app'];
export declare const response: { write(piece: string): void };

/** What a query asks for, how far a walk through it is, and what its cursors belong to. */
export declare const asked: readonly TypeQuery[];
export declare const progress: CursorState;
export declare const binding: CursorBinding;

/** A resource as the store has it, on its way out, and what became of a write. */
export declare const stored: Stored;
export declare const representation: Representation;
export declare const outcome: Outcome;
export declare const write: () => Promise<void>;
