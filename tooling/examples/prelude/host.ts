import type { AdminGate } from '../../../packages/host/src/admin-api/admin-gate.ts';
import type { readJson } from '../../../packages/host/src/admin-api/read-json.ts';
import type { hostRouter } from '../../../packages/host/src/host-router.ts';
import type { EventHandler, ScimEvent } from '../../../packages/connector-kit/src/index.ts';
import type { HostConfig } from '../../../packages/host/src/index.ts';
import type { DeliveryDeps } from '../../../packages/host/src/events/open-delivery.ts';
import type { Attribute } from '../../../packages/core/src/schema/index.ts';
import type { DemoTenant } from '../../../packages/host/src/demo/demo-file.ts';
import type { DemoMemory } from '../../../packages/host/src/demo/demo-memory.ts';
import type { listen } from '../../../packages/host/src/listen.ts';
import type { Prometheus } from '../../../packages/host/src/prometheus.ts';
import type { AdminApiDeps, AdminDeps } from '../../../packages/server/src/admin/index.ts';
import type { Logger } from '../../../packages/server/src/index.ts';
import type { ClaimedEvent } from '../../../packages/store/src/index.ts';

export { bic as connector } from '../../../connectors/bic/src/index.ts';

export declare const config: HostConfig;
export declare const deps: AdminDeps;
export declare const logger: Logger;
export declare const prometheus: Prometheus;
export declare const handler: Parameters<typeof listen>[0];

export declare const tenants: readonly DemoTenant[];
export declare const secretToken: string;
/** What the demo made earlier, an attribute that it makes a value up for, and who is told what it cannot do. */
export declare const memory: DemoMemory;
export declare const badge: Attribute;
export declare const warn: (sentence: string) => void;

/** A handler, an event that it is told, and one that is about to become that. */
export declare const onEvent: EventHandler;
export declare const told: ScimEvent;
export declare const claimed: ClaimedEvent;
export declare const deliveryDeps: DeliveryDeps;

/** The admin API, what it works with, and what is mounted beside it. */
export declare const apiDeps: AdminApiDeps;
export declare const adminGate: AdminGate;
export declare const answerAdmin: Parameters<typeof hostRouter>[1];
export declare const answerScim: Parameters<typeof hostRouter>[1];
export declare const adminToken: string;
export declare const tenantUrl: string;
/** A request, the answer to it, and its connection. */
export declare const request: Parameters<typeof handler>[0];
export declare const response: Parameters<typeof handler>[1];
export declare const socket: typeof request.socket;

export declare const ctx: Parameters<typeof readJson>[0];
