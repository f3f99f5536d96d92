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
  ['what a filter finds', 'GET', '/Users?filter=userName+eq+"ada"', {}, 200, 'no-store'],
  ['a refusal', 'GET', '/Users/nobody', {}, 404, 'no-store'],
  ['a 401', 'GET', '/Users', { Authorization: 'Bearer x' }, 401, 'no-store'],
  ['the schemas', 'GET', '/Schemas', {}, 200, 'no-store'],
  ['what anybody may read', 'GET', '/ServiceProviderConfig', {}, 200, 'no-cache'],
  ['a path that is not there', 'GET', '/Nothing', {}, 404, 'no-store'],
])('%s is not cached, and no browser guesses its type', async (_, method, path, headers, status, kept) => {
  const answer = await served.send(method, path, undefined, headers);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('Cache-Control')).toBe(kept);
  expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
});
