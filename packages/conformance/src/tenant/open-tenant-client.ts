import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '@scimwright/core';
import { PATCH_OP } from '@scimwright/core/messages';
import { ENTERPRISE_USER, GROUP, USER } from '@scimwright/core/schema';
import { accepted } from '../check/accepted.ts';
import type { ConformanceTarget, TenantCredentials } from '../conformance-target.ts';
import { at, type Answer } from './answer.ts';
import { checkAnswer, send, type TenantRequest } from './send.ts';

/** A resource that a case created. */
export interface CreatedResource {
  readonly id: string;
  /** Relative to the tenant URL, such as `/Users/2819`. */
  readonly path: string;
  /** The answer to its creation. */
  readonly answer: Answer;
}

const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** A number that any service should bear, since we do not know its limits. */
const AT_ONCE = 20;

type Headers = Readonly<Record<string, string>>;

/** How the requests of a case are sent. */
export interface RequestOptions {
  /** Once aborted, no further request is sent. A request under way still ends. */
  readonly signal?: AbortSignal | undefined;
  /** The timeout for an answer, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Whether each deleted resource is requested once more. */
  readonly checksDeletion?: boolean | undefined;
}

/** The resources that a case created, and those of them that still exist. */
export interface CleanUp {
  readonly created: number;
  /** The URLs of resources that could not be deleted. */
  readonly left: readonly string[];
  /** Requests to create a resource that got no answer, so that the resource may exist. */
  readonly unanswered: readonly string[];
}

/** A tenant for one case. Paths follow the tenant URL; `cleanUp` deletes the resources that the case created. */
export interface TenantClient {
  readonly target: ConformanceTarget;
  ask(request: TenantRequest): Promise<Answer>;
  get(path: string, headers?: Headers): Promise<Answer>;
  post(path: string, body: Json, headers?: Headers): Promise<Answer>;
  put(path: string, body: Json, headers?: Headers): Promise<Answer>;
  patch(path: string, ...operations: readonly Json[]): Promise<Answer>;
  remove(path: string, headers?: Headers): Promise<Answer>;
  /** The body of a user with a unique name. */
  userBody(more?: JsonObject): JsonObject;
  groupBody(more?: JsonObject): JsonObject;
  /** Creates a user; the answer must be a 201. */
  user(more?: JsonObject): Promise<CreatedResource>;
  group(more?: JsonObject): Promise<CreatedResource>;
  /** Queries a collection with a filter, which is sent unchanged. */
  find(collection: string, filter: string, more?: string): Promise<Answer>;
  /** A text that occurs nowhere else. */
  unique(hint?: string): string;
  /** A client of the same service with other credentials. Resources that it creates are deleted with the rest. */
  as(credentials: TenantCredentials | undefined): TenantClient;
  /** Deletes the resources that this client and the clients made from it created. */
  cleanUp(): Promise<CleanUp>;
}

/** Opens a tenant for one case. */
export function openTenantClient(target: ConformanceTarget, options: RequestOptions = {}): TenantClient {
  const made = new Set<string>();
  const unanswered: string[] = [];
  const others: TenantClient[] = [];
  const unique = (hint = 'x'): string => `${hint}-${randomUUID()}`;
  const self: TenantClient = {
    target,
    unique,
    async ask(request) {
      options.signal?.throwIfAborted();
      const answer = await send(target, request, options.timeoutMs).catch((error: unknown) => {
        if (request.method === 'POST') unanswered.push(`POST ${target.tenantUrl}${request.path}`);
        throw error;
      });
      // Recorded before the answer is checked, so that a resource behind a wrong answer is deleted too.
      for (const path of createdBy(request, answer, target.tenantUrl)) made.add(path);
      return checkAnswer(request, answer);
    },
    get: (path, headers) => self.ask({ method: 'GET', path, headers }),
    post: (path, body, headers) => self.ask({ method: 'POST', path, body, headers }),
    put: (path, body, headers) => self.ask({ method: 'PUT', path, body, headers }),
    patch: (path, ...Operations) =>
      self.ask({ method: 'PATCH', path, body: { schemas: [PATCH_OP], Operations } }),
    remove: (path, headers) => self.ask({ method: 'DELETE', path, headers }),
    userBody: (more) => ({ schemas: [USER, ENTERPRISE_USER], userName: unique('user'), ...more }),
    groupBody: (more) => ({ schemas: [GROUP], displayName: unique('group'), ...more }),
    user: (more) => create('/Users', self.userBody(more)),
    group: (more) => create('/Groups', self.groupBody(more)),
    find: (collection, filter, more = '') =>
      self.get(`${collection}?filter=${encodeURIComponent(filter)}${more}`),
    as(credentials) {
      const other = openTenantClient({ ...target, ...credentials }, options);
      others.push(other);
      return other;
    },
    async cleanUp() {
      const left: string[] = [];
      const paths = [...made];
      while (paths.length > 0) {
        const some = paths.splice(-AT_ONCE);
        const isGone = await Promise.all(some.map((path) => remove(target, path, options)));
        left.push(...some.filter((_, index) => !isGone[index]).map((path) => `${target.tenantUrl}${path}`));
      }
      const all: CleanUp[] = [{ created: made.size, left, unanswered }];
      for (const other of others) all.push(await other.cleanUp());
      return {
        created: all.reduce((sum, { created }) => sum + created, 0),
        left: all.flatMap((one) => one.left),
        unanswered: all.flatMap((one) => one.unanswered),
      };
    },
  };
  async function create(collection: string, body: JsonObject): Promise<CreatedResource> {
    const answer = accepted(await self.post(collection, body), 201, { id: /./ });
    const id = String(at(answer.body, 'id'));
    return { id, path: `${collection}/${id}`, answer };
  }
  return self;
}

/** Deletes a resource, and returns whether it is gone. */
async function remove(
  target: TenantCredentials,
  path: string,
  { timeoutMs, checksDeletion }: RequestOptions,
): Promise<boolean> {
  const statusOf = async (method: string): Promise<number> =>
    (await send(target, { method, path }, timeoutMs).catch(() => ({ status: 0 }))).status;
  const status = await statusOf('DELETE');
  if (status === 404) return true;
  if (status < 200 || status > 299) return false;
  return checksDeletion !== true || (await statusOf('GET')) === 404;
}

/** The paths of the resources that a request created, even if its answer reports them wrongly. */
function createdBy(request: TenantRequest, answer: Answer, tenantUrl: string): readonly string[] {
  const id = at(answer.body, 'id');
  const isCreated = answer.status === 201 || isAnsweredBySame(request, answer);
  return [
    ...(isCreated && typeof id === 'string' ? [`${collectionOf(request.path)}/${id}`] : []),
    ...createdInBulk(answer).map((location) => location.slice(tenantUrl.length)),
  ];
}

/** Whether the answer to a POST is the requested resource under a wrong status. Its random name shows that it is ours. */
function isAnsweredBySame({ method, body }: TenantRequest, answer: Answer): boolean {
  if (method !== 'POST' || answer.status < 200 || answer.status > 299) return false;
  return ['userName', 'displayName'].some((name) => {
    const sent = at(body, name);
    return typeof sent === 'string' && UUID.test(sent) && at(answer.body, name) === sent;
  });
}

/** The locations of the resources that a bulk request created. */
function createdInBulk({ body }: Answer): readonly string[] {
  const results = at(body, 'Operations');
  if (!Array.isArray(results)) return [];
  return (results as readonly Json[]).flatMap((result) => {
    const location = at(result, 'location');
    return at(result, 'status') === '201' && typeof location === 'string' ? [location] : [];
  });
}

function collectionOf(path: string): string {
  return /^\/[^/?]*/.exec(path)?.[0] ?? '';
}
