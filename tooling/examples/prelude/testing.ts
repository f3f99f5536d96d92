import type { JsonObject, Target } from '../../../packages/core/src/index.ts';
import type { AdminDeps, WantedToken } from '../../../packages/server/src/admin/index.ts';
import type { Store, Tenant } from '../../../packages/store/src/index.ts';
import type { TokenPolicy } from '../../../packages/connector-kit/src/index.ts';
import type { TenantClient } from '../../../packages/testing/src/conformance/tenant/open-tenant-client.ts';
import type { Subject } from '../../../packages/testing/src/connector/subject.ts';
import type { MakeBench } from '../../../packages/testing/src/describe-store-bench.ts';
import type { ConformanceSubject, EntraTable, ServeConnector } from '../../../packages/testing/src/index.ts';
import type { Samples } from '../../../packages/testing/src/sample/samples.ts';
import type { Bench } from '../../../packages/testing/src/serve/bench.ts';
import type { Answer, Credentials } from '../../../packages/testing/src/serve/send.ts';
import type { TokenSubject } from '../../../packages/testing/src/token-flow/token-subject.ts';
import { bic } from '../../../connectors/bic/src/index.ts';

export { workMail } from './core.ts';
export { bic as connector, bic } from '../../../connectors/bic/src/index.ts';
export { expect } from 'vitest';

export const samples: Samples = { user: { userName: 'ada@contoso.example' }, group: {}, other: {} };
export const primaryRole: Target = targetOf('roles[primary eq "True"].value');

/** The tables of a tutorial, and a suite under way. */
export declare const table: EntraTable;
export declare const subject: Subject;
export declare const policy: TokenPolicy;
export declare const probe: TokenSubject['probe'];
export declare const bench: Bench;
export declare const make: MakeBench;

/** What administration works with, and a tenant with its token. */
export declare const admin: AdminDeps;
export declare const tenant: Tenant;
export declare const wanted: WantedToken;
export declare const credentials: Credentials;

/** A service that is asked whether it conforms, and a tenant of it. */
export declare const asked: ConformanceSubject;
export declare const client: TenantClient;

/** An answer, and a user in it. */
export declare const answer: Answer;
export declare const status: number;
export declare const user: JsonObject;
export declare const names: ReadonlyMap<string, string>;

/** The OpenAPI document of a tenant. */
export declare const document: JsonObject;

/** A server that runs elsewhere. */
export declare const origin: string;
export declare const store: Store;
export declare const close: () => Promise<void>;
export declare const serve: ServeConnector;

function targetOf(path: string): Target {
  const row = bic.users.rows.find((candidate) => candidate.path === path);
  if (row === undefined) throw new Error(`The prelude has no ${path}.`);
  return row.target;
}
