import { expect } from 'vitest';
import { addMembers, bicUser } from './bic-user.fixture.ts';
import { patchBody } from './patch-body.fixture.ts';
import type { TenantClient } from './tenant-client.fixture.ts';

/** Several writers that create and disable users and make them members, as fast as answers come. */
export interface Load {
  /** The ids of users whose write was acknowledged, by kind of write. */
  readonly created: readonly string[];
  readonly disabled: readonly string[];
  readonly members: readonly string[];
  /** The number of requests without an answer or with a 503. */
  unanswered(): number;
  /** Whether a writer got a wrong answer; `stop` throws it. */
  hasFailed(): boolean;
  /** Stops the load; resolves when the last request is over. */
  stop(): Promise<void>;
}

const WRITERS = 8;
/** The pause of a writer after a request without an answer, in which a host can start. */
const PAUSE_MS = 50;

/**
 * Opens a load on a group of a tenant. Every answer must be the wanted one or a 503. After a request without an answer,
 * the writer leaves this user and creates the next one.
 */
export function openLoad(tenant: TenantClient, group: string): Load {
  const [created, disabled, members]: [string[], string[], string[]] = [[], [], []];
  const state = { isEnough: false, hasFailed: false, unanswered: 0 };

  const send = async (
    status: number,
    ...request: Parameters<TenantClient['send']>
  ): Promise<string | undefined> => {
    const answer = await receive(() => tenant.send(...request));
    if (answer === undefined || answer.status === 503) {
      state.unanswered += 1;
      await new Promise((resolve) => {
        setTimeout(resolve, PAUSE_MS);
      });
      return undefined;
    }
    expect({ request, ...answer }).toMatchObject({ status });
    return answer.text;
  };

  const write = async (userName: string): Promise<void> => {
    const user = await send(201, 'POST', '/Users', bicUser(userName));
    if (user === undefined) return;
    const { id } = JSON.parse(user) as { id: string };
    created.push(id);
    const disable = patchBody({ op: 'Replace', path: 'active', value: 'False' });
    if ((await send(200, 'PATCH', `/Users/${id}`, disable)) === undefined) return;
    disabled.push(id);
    if ((await send(204, 'PATCH', `/Groups/${group}`, addMembers(id))) === undefined) return;
    members.push(id);
  };

  const writing = Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let at = 0; !state.isEnough && !state.hasFailed; at += 1) await write(`writer-${writer}-${at}`);
    }),
  );
  writing.catch(() => {
    state.hasFailed = true;
  });
  return {
    created,
    disabled,
    members,
    unanswered: () => state.unanswered,
    hasFailed: () => state.hasFailed,
    async stop() {
      state.isEnough = true;
      await writing;
    },
  };
}

async function receive(send: () => Promise<Response>): Promise<{ status: number; text: string } | undefined> {
  try {
    const answer = await send();
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    // An answer that never ends fails by itself.
    if (error instanceof DOMException) throw error;
    return undefined;
  }
}
