import { expect } from 'vitest';
import { addMembers, bicUser } from './bic-user.fixture.ts';
import { patchBody } from './patch-body.fixture.ts';
import type { TenantClient } from './tenant-client.fixture.ts';

/** Users that several writers create, disable and make members, as fast as answers come. */
export interface Load {
  /** The ids about which it was acknowledged. */
  readonly created: readonly string[];
  readonly disabled: readonly string[];
  readonly members: readonly string[];
  /** How many requests were not answered, or with 503. */
  unanswered(): number;
  /** Whether a writer was answered what must not be; `stop` says what. */
  hasFailed(): boolean;
  /** Ends it; resolves when the last request is over. */
  stop(): Promise<void>;
}

const WRITERS = 8;
/** How long a writer that got no answer waits, so that a host can start meanwhile. */
const PAUSE_MS = 50;

/**
 * Opens a load on a tenant and a group of it. Whatever is answered is the answer wanted, or 503; a user about whom
 * something was not answered is left alone, and the next one is made.
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
    // An answer that never ends is a failure of its own.
    if (error instanceof DOMException) throw error;
    return undefined;
  }
}
