import { randomUUID } from 'node:crypto';
import { ENTERPRISE_USER, GROUP, PATCH_OP, USER, type Json, type JsonObject } from '@scimwright/core';
import { accepted } from '../check/accepted.ts';
import type { ConformanceSubject } from '../conformance-subject.ts';
import { at, type Answer } from './answer.ts';
import { ask, type Question } from './ask.ts';

/** A resource that a case created. */
export interface Made {
  readonly id: string;
  /** Under the tenant URL, such as `/Users/2819`. */
  readonly path: string;
  /** The answer to its creation. */
  readonly answer: Answer;
}

/** As many as a service should bear, whose bounds are not known. */
const AT_ONCE = 20;

type Headers = Readonly<Record<string, string>>;

/** A tenant as one case uses it. Paths follow the tenant URL; what the case creates is deleted after it. */
export interface TenantClient {
  readonly subject: ConformanceSubject;
  ask(question: Question): Promise<Answer>;
  get(path: string, headers?: Headers): Promise<Answer>;
  post(path: string, body: Json, headers?: Headers): Promise<Answer>;
  put(path: string, body: Json, headers?: Headers): Promise<Answer>;
  /** Sends operations. */
  patch(path: string, ...operations: readonly Json[]): Promise<Answer>;
  remove(path: string, headers?: Headers): Promise<Answer>;
  /** A user's body with a name that nobody has. */
  userBody(more?: JsonObject): JsonObject;
  groupBody(more?: JsonObject): JsonObject;
  /** Creates a user, who must be accepted. */
  user(more?: JsonObject): Promise<Made>;
  group(more?: JsonObject): Promise<Made>;
  /** Asks a collection with a filter, as it is. */
  find(collection: string, filter: string, more?: string): Promise<Answer>;
  /** A text that stands nowhere else. */
  unique(hint?: string): string;
  cleanUp(): Promise<void>;
}

/**
 * Opens a tenant for one case.
 *
 * @example
 * const tenant = openTenantClient({ tenantUrl: 'https://x.example/scim/v2', secretToken: 'secret' });
 */
export function openTenantClient(subject: ConformanceSubject): TenantClient {
  const made = new Set<string>();
  const unique = (hint = 'x'): string => `${hint}-${randomUUID()}`;
  const self: TenantClient = {
    subject,
    unique,
    async ask(question) {
      const answer = await ask(subject, question);
      const id = at(answer.body, 'id');
      if (answer.status === 201 && typeof id === 'string') made.add(`${collectionOf(question.path)}/${id}`);
      for (const location of createdInBulk(answer)) made.add(location.slice(subject.tenantUrl.length));
      return answer;
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
    async cleanUp() {
      const paths = [...made];
      while (paths.length > 0) {
        const some = paths.splice(-AT_ONCE);
        await Promise.all(some.map((path) => ask(subject, { method: 'DELETE', path })));
      }
    },
  };
  async function create(collection: string, body: JsonObject): Promise<Made> {
    const answer = accepted(await self.post(collection, body), 201, { id: /./ });
    const id = String(at(answer.body, 'id'));
    return { id, path: `${collection}/${id}`, answer };
  }
  return self;
}

/** The locations of what a bulk request created. */
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
