import { connect } from 'node:net';
import { silentLogger } from '@scimwright/server';
import { expect, it } from 'vitest';
import { listen } from './listen.ts';
import { hostRouter, loadedWhenAsked } from './host-router.ts';

const say =
  (text: string): Parameters<typeof hostRouter>[1] =>
  (_request, response) =>
    void response.end(text);

/** Requests a path exactly as written; `fetch` would normalise it. */
function ask(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    });
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

it.each([
  ['/admin/api', 'admin'],
  ['/admin/api/tenants?x=/../', 'admin'],
  ['/admin/api/tenants/bic.old', 'admin'],
  ['/admin/apis', 'others'],
  ['/bic/contoso/Users', 'others'],
  // As a proxy sends it that passes only /bic and does not normalise paths.
  ['/admin/api/../../bic/contoso', 'others'],
  ['/admin/api/tenants/..%2f..%2f..%2fbic', 'others'],
  ['/admin/api/%2E%2E/%2e%2e/bic', 'others'],
  ['/admin/api/..', 'others'],
  ['/admin/api/..%5c..%5cbic', 'others'],
  ['/admin/api/tenants\\..', 'others'],
])('%s is answered by %s', async (path, by) => {
  const admin = { path: '/admin/api', isPrefix: true, answer: say('admin') } as const;
  const { port, stop } = await listen(hostRouter([admin], say('others')), { host: '127.0.0.1', port: 0 });
  const [, body] = (await ask(port, path)).split('\r\n\r\n');
  await stop();
  expect(body).toContain(by);
});

it('an answer is loaded by its first request, and again after it could not be loaded', async () => {
  const logged: string[] = [];
  let loads = 0;
  const answer = loadedWhenAsked(
    async () => {
      loads += 1;
      if (loads === 1) throw new Error('the file is gone');
      return say('here');
    },
    { ...silentLogger, error: (_fields, message) => void logged.push(message) },
  );
  const { port, stop } = await listen(answer, { host: '127.0.0.1', port: 0 });
  expect(loads).toBe(0);
  const answers = [await ask(port, '/secret'), await ask(port, '/'), await ask(port, '/')];
  await stop();
  expect(answers.map((text) => text.split(' ', 2)[1])).toEqual(['500', '200', '200']);
  expect(loads).toBe(2);
  expect(logged).toEqual(['the module that answers a request could not be loaded']);
});
