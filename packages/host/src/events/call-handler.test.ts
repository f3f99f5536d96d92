import type { ScimEvent } from '@scimwright/connector-kit';
import { describe, expect, it } from 'vitest';
import { callHandler } from './call-handler.ts';

const event: ScimEvent = {
  type: 'user.deleted',
  connector: 'flow',
  tenant: 'contoso',
  resourceId: 'u1',
  at: '2026-01-31T12:00:00.000Z',
  idempotencyKey: 't1/1',
  attempt: 1,
};

const patient = () => ({ timeoutMs: 60_000, stop: new AbortController().signal });
const never = (): Promise<void> => new Promise(() => undefined);

describe('a call of a handler', () => {
  it('ends when the handler has returned or resolved', async () => {
    const seen: unknown[] = [];
    await callHandler((one) => void seen.push(one), event, patient());
    await callHandler(async (one) => void seen.push(one), event, patient());
    expect(seen).toEqual([event, event]);
  });

  it.each([
    [
      'throws at once',
      () => {
        throw new Error('mine');
      },
    ],
    ['rejects', () => Promise.reject(new Error('mine'))],
  ])('fails with the error of a handler that %s', async (_, handler) => {
    await expect(callHandler(handler, event, patient())).rejects.toThrow('mine');
  });

  it('ends after its timeout, and aborts the signal of the handler', async () => {
    let reason: unknown;
    const calling = callHandler(
      (_, signal) => {
        signal.addEventListener('abort', () => (reason = signal.reason));
        return never();
      },
      event,
      { ...patient(), timeoutMs: 20 },
    );
    await expect(calling).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(reason).toMatchObject({ name: 'TimeoutError' });
  });

  it('ignores a handler that fails after the timeout', async () => {
    const calling = callHandler(
      (_, signal) =>
        new Promise<void>((_resolve, reject) => {
          signal.addEventListener('abort', () => setTimeout(() => reject(new Error('late')), 5));
        }),
      event,
      { ...patient(), timeoutMs: 5 },
    );
    await expect(calling).rejects.toMatchObject({ name: 'TimeoutError' });
    // An unhandled rejection would fail the run of the tests.
    await new Promise((resolve) => setTimeout(resolve, 30));
  });

  it('ends when the host stops, and does not begin afterwards', async () => {
    const stopping = new AbortController();
    let calls = 0;
    const handler = (): Promise<void> => {
      calls += 1;
      return never();
    };
    const options = { timeoutMs: 60_000, stop: stopping.signal };
    const calling = callHandler(handler, event, options);
    stopping.abort(new Error('stop'));
    await expect(calling).rejects.toThrow('stop');
    await expect(callHandler(handler, event, options)).rejects.toThrow('stop');
    expect(calls).toBe(1);
  });
});
