import { afterAll, beforeAll, expect, it } from 'vitest';
import { flowUser, serveFlow, type Served } from './serve.fixture.ts';

let served: Served;
beforeAll(async () => {
  served = await serveFlow();
  await served.send('POST', '/Users', flowUser('ada'));
});
afterAll(() => served.close());

it.each([
  ['a list', 'GET', '/Users', {}, 200, 'no-store'],
  ['the result of a filter', 'GET', '/Users?filter=userName+eq+"ada"', {}, 200, 'no-store'],
  ['a refusal', 'GET', '/Users/nobody', {}, 404, 'no-store'],
  ['a 401', 'GET', '/Users', { Authorization: 'Bearer x' }, 401, 'no-store'],
  ['the schemas', 'GET', '/Schemas', {}, 200, 'no-store'],
  ['the public ServiceProviderConfig', 'GET', '/ServiceProviderConfig', {}, 200, 'no-cache'],
  ['an unknown path', 'GET', '/Nothing', {}, 404, 'no-store'],
])('%s is not cached, and browsers do not guess its type', async (_, method, path, headers, status, kept) => {
  const answer = await served.send(method, path, undefined, headers);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('Cache-Control')).toBe(kept);
  expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
});
