import { createServer } from 'node:http';
import { ERROR, LIST_RESPONSE } from '@scimwright/core';
import { describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../serve/listen-on-loopback.ts';
import { conformanceCases } from './cases.ts';
import { canRun, runCase } from './run-case.ts';

const refusal = (status: number) => ({ schemas: [ERROR], status: String(status), detail: 'It is as it is.' });

/** Servers that answer everything alike, with the claims that are true of them. */
const LIARS = [
  { about: 'says yes to everything', status: 200, body: {}, true: [] },
  {
    about: 'has empty lists alone',
    status: 200,
    body: { schemas: [LIST_RESPONSE], totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] },
    true: ['7644-3.4.2-03'],
  },
  { about: 'has created everything', status: 201, body: { id: '1' }, true: [] },
  { about: 'has nothing to say', status: 204, body: undefined, true: [] },
  { about: 'finds every request wrong', status: 400, body: refusal(400), true: [] },
  {
    about: 'has no such thing',
    status: 404,
    body: refusal(404),
    true: ['7644-3.2-03'],
  },
  { about: 'fails', status: 500, body: refusal(500), true: [] },
] as const;

describe.each(LIARS)('a server that $about', ({ status, body, true: truths }) => {
  it('passes no case but what is true of it', async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': 'application/scim+json', etag: 'W/"1"' });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
    const door = { tenantUrl: `${await listenOnLoopback(server)}/any/scim/v2`, secretToken: 'secret' };
    const expired = { expiredToken: 'expired', expiredCursor: 'expired' };
    const subject = {
      ...door,
      other: { ...door, secretToken: 'other' },
      ...expired,
      userToken: 'user',
      declared: door,
    };
    const passed: string[] = [];
    for (const one of conformanceCases) {
      const isPassed = await runCase(one, subject).then(
        () => true,
        () => false,
      );
      if (isPassed) passed.push(one.claims[0]);
    }
    server.closeAllConnections();
    server.close();
    expect(passed.toSorted()).toEqual([...truths].toSorted());
  });
});

describe('the suite', () => {
  it('has a title of its own for each case', () => {
    const titles = conformanceCases.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('leaves out what a subject has not what it needs for', () => {
    const door = { tenantUrl: 'http://127.0.0.1', secretToken: 'secret' };
    const left = conformanceCases.filter((one) => !canRun(one, door)).map(({ needs }) => needs);
    const needs = ['other', 'expiredToken', 'expiredCursor', 'userToken', 'declared'];
    expect(new Set(left)).toEqual(new Set(needs));
  });
});
