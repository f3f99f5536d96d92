import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { openSqlite } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConformanceReport } from '@scimwright/conformance';
import { built } from '../built.fixture.ts';
import { openMutant } from './open-mutant.fixture.ts';
import { openTarget } from './open-target.fixture.ts';

describe('scimwright-conformance, as a process, against a host', () => {
  let target: Awaited<ReturnType<typeof openTarget>>;
  beforeAll(async () => {
    target = await openTarget({ name: 'SQLite', open: openSqlite });
  });
  afterAll(() => target.close());

  const start = (...args: readonly string[]) =>
    spawn(process.execPath, [built('packages/conformance/dist/main.js'), ...args], {
      env: { PATH: process.env['PATH'], SCIM_TOKEN: target.secretToken },
    });
  const finished = async (child: ReturnType<typeof start>) => {
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    return { code: code as number | null, out, err };
  };
  const users = async (): Promise<unknown> => {
    const answer = await fetch(`${target.tenantUrl}/Users?count=0`, {
      headers: { authorization: `Bearer ${target.secretToken}` },
    });
    return ((await answer.json()) as { readonly totalResults: number }).totalResults; // of a list
  };

  it('passes the cases of create, modify and Bulk, and leaves nothing behind', async () => {
    const before = await users();
    const only = ['7644-3.3', '7644-3.5.2', '7644-3.7'].flatMap((rule) => ['--only', rule]);
    const { code, out, err } = await finished(start('--url', target.tenantUrl, ...only));
    expect({ code, failures: /^✗.*$/m.exec(out)?.[0] }).toEqual({ code: 0, failures: undefined });
    expect(out).toMatch(/^\d+ cases passed, 0 failed, \d+ not run\.$/m);
    expect(out).toMatch(/^Created \d+ resources and deleted all of them\.$/m);
    expect(out + err).not.toContain(target.secretToken);
    expect(await users()).toBe(before);
  });

  it('reports the mistake of a wrong server, as JSON', async () => {
    const mutant = await openMutant(target, {
      answered: (answer) => (answer.status === 201 ? { ...answer, status: 200 } : answer),
    });
    const before = await users();
    const child = start('--url', mutant.tenantUrl, '--only', '7644-3.3-01', '--json');
    const { code, out } = await finished(child);
    mutant.close();
    const report = JSON.parse(out) as ConformanceReport; // by our own program
    expect(code).toBe(1);
    expect(report.failures[0]?.why).toContain('status 200 instead of 201');
    expect(report).toMatchObject({ tenantUrl: mutant.tenantUrl, left: [], unanswered: [] });
    expect(await users()).toBe(before);
  });

  it('stops at Ctrl-C, with nothing left behind', async () => {
    const before = await users();
    const child = start('--url', target.tenantUrl);
    await once(child.stderr, 'data');
    setTimeout(() => child.kill('SIGINT'), 300);
    const { code, out } = await finished(child);
    expect(code).toBe(130);
    expect(out).toContain('The run was stopped');
    expect(out).toMatch(/^Created \d+ resources? and deleted all of them\.$/m);
    expect(await users()).toBe(before);
  });
});
