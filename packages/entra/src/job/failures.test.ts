import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../failure/failures.ts';
import { profileMapping } from '../mapping/profile-mapping.ts';
import type { Answer, Send } from './exchange.ts';
import { restart } from './job-state.ts';
import type { Outcome } from './outcome.ts';
import { DAY, gather, join, simulate, yard } from './simulation.fixture.ts';

const HOUR = DAY / 24;

const answers =
  (answer: Answer, to: (request: Parameters<Send>[0]) => boolean) =>
  (send: Send): Send =>
  (request) =>
    to(request) ? Promise.resolve(answer) : send(request);
const said = (status: number, body = '{}'): Answer => ({
  kind: 'answered',
  status,
  contentType: 'application/scim+json',
  body,
});
const failuresIn = (outcomes: readonly Outcome[]): readonly FailureCode[] =>
  outcomes.flatMap(({ ending }) => (ending.status === 'failure' ? [ending.failed.code] : []));

describe('a failure', () => {
  const list = (count: number, ...resources: readonly object[]): string =>
    JSON.stringify({ totalResults: count, Resources: resources });
  it.each<{
    readonly title: string;
    readonly answer: Answer;
    readonly to?: string;
    readonly code: FailureCode;
  }>([
    { title: 'a 400', answer: said(400), code: 'SystemForCrossDomainIdentityManagementServiceIncompatible' },
    { title: 'a 405', answer: said(405), code: 'MethodNotAllowed' },
    { title: 'a 409', answer: said(409), code: 'EntryConflict' },
    { title: 'a 422', answer: said(422), code: 'UnprocessableEntity' },
    { title: 'a 429', answer: said(429), code: 'TooManyRequests' },
    { title: 'a 500', answer: said(500), code: 'InternalServerError' },
    { title: 'a 501', answer: said(501), code: 'NotImplemented' },
    { title: 'a 503', answer: said(503), code: 'InternalServerError' },
    {
      title: 'a redirect',
      answer: said(302),
      code: 'SystemForCrossDomainIdentityManagementServiceIncompatible',
    },
    { title: 'no answer in time', answer: { kind: 'noAnswer', why: 'timeout', detail: '' }, code: 'Timeout' },
    {
      title: 'a cut connection',
      answer: { kind: 'noAnswer', why: 'connection', detail: 'reset' },
      code: 'WebExceptionProtocolError',
    },
    {
      title: 'HTML',
      answer: said(200, '<html>'),
      code: 'SystemForCrossDomainIdentityManagementServiceIncompatible',
    },
    {
      title: 'a creation without a body',
      answer: said(201, ''),
      code: 'SystemForCrossDomainIdentityManagementServiceIncompatible',
    },
    {
      title: 'a creation that answers with several',
      answer: said(201, list(2, { id: 'a' }, { id: 'b' })),
      code: 'SystemForCrossDomainIdentityManagementMultipleEntriesInResponse',
    },
    {
      title: 'two matches',
      to: 'GET',
      answer: said(200, list(2, { id: 'a' }, { id: 'b' })),
      code: 'DuplicateTargetEntries',
    },
    {
      title: 'a list that is none',
      to: 'GET',
      answer: said(200, '[]'),
      code: 'SystemForCrossDomainIdentityManagementServiceIncompatible',
    },
  ])('of $title has the code $code, and the object waits', async ({ answer, to = 'POST', code }) => {
    const { change, cycle, outcomes, between, state, shown, now } = await simulate();
    between(answers(answer, ({ method }) => method === to));
    change(...join('ana'));
    expect(await cycle()).toMatchObject({ status: 'completed', failed: 1 });
    expect(failuresIn(outcomes)).toEqual([code]);
    expect([...state.escrows.values()]).toMatchObject([{ code, attempts: 1, since: now() }]);
    between((send) => send);
    await cycle();
    expect(state.escrows.size).toBe(0);
    expect(await shown('Users')).toHaveLength(1);
  });

  it('of nobody to match by waits for a change', async () => {
    const { change, cycle, outcomes, state, shown } = await simulate();
    change(...join('ana'), { kind: 'attributesChanged', id: 'ana', attributes: { userPrincipalName: null } });
    await cycle();
    expect(failuresIn(outcomes)).toEqual(['ImportSkipped']);
    expect(state.escrows.size).toBe(0);
    change({ kind: 'attributesChanged', id: 'ana', attributes: { userPrincipalName: 'ana@x.example' } });
    await cycle();
    expect(await shown('Users')).toHaveLength(1);
  });

  it('two people with one matching value: the second is not connected with the first', async () => {
    const { users, groups } = profileMapping(yard);
    const attributes = users.attributes.map((each) => ({
      ...each,
      matching: each.target.path.startsWith('emails') ? 1 : undefined,
    }));
    const { change, cycle, outcomes, state } = await simulate({
      mapping: { users: { ...users, attributes }, groups },
      settings: { concurrency: 1 },
    });
    change(...join('ana', { mail: 'crew@x.example' }), ...join('bo', { mail: 'CREW@x.example' }));
    await cycle();
    expect(failuresIn(outcomes)).toEqual(['DuplicateSourceEntries']);
    expect([...state.links.keys()]).toEqual(['ana']);
  });

  it('of one member does not keep the others out', async () => {
    const { change, cycle, outcomes, between, shown, state } = await simulate({
      settings: { concurrency: 1 },
    });
    change(...join('ana'), ...join('bo'), ...join('cy'), ...gather('crew', ['ana', 'bo', 'cy']));
    let sent = 0;
    between(
      answers(
        said(400),
        ({ path, method }) => method === 'PATCH' && path.startsWith('/Groups') && (sent += 1) === 2,
      ),
    );
    expect(await cycle()).toMatchObject({ failed: 0, failedReferences: 1 });
    expect((await shown('Groups'))[0]?.['members']).toHaveLength(2);
    expect(failuresIn(outcomes)).toHaveLength(1);
    between((send) => send);
    await cycle();
    expect((await shown('Groups'))[0]?.['members']).toHaveLength(3);
    expect(state.escrows.size).toBe(0);
  });

  it('is tried again after 6, 12 and 24 hours, then daily; after 28 days the job is disabled', async () => {
    const { change, cycle, between, pass, state, now, requests } = await simulate({
      settings: { firstRetry: 'sixHours' },
    });
    change(...join('ana'));
    between(answers(said(500), ({ method }) => method === 'POST'));
    const began = now();
    await cycle();
    const tried: number[] = [];
    while (state.status === 'running') {
      pass(HOUR);
      const end = await cycle();
      if (requests.length > 0) tried.push((now() - began) / HOUR);
      if (end.status === 'disabled') break;
    }
    expect(tried.slice(0, 5)).toEqual([6, 12, 24, 48, 72]);
    expect(tried).toHaveLength(2 + 27);
    expect((now() - began) / DAY).toBe(28);
    expect(state.escrows.size).toBe(0);
    expect(await cycle()).toMatchObject({ status: 'disabled' });
  });
});

describe('an object that is gone from the application', () => {
  const gone = async (settings: Parameters<typeof simulate>[0]) => {
    const simulation = await simulate(settings);
    const { change, cycle, job, state } = simulation;
    change(...join('ana'));
    await cycle();
    await job.send({ method: 'DELETE', path: `/Users/${state.links.get('ana')?.targetId}` });
    change({ kind: 'attributesChanged', id: 'ana', attributes: { jobTitle: 'Cook' } });
    return simulation;
  };

  it('fails, until a Restart forgets the connections', async () => {
    const { cycle, outcomes, state, shown } = await gone({});
    await cycle();
    expect(failuresIn(outcomes)).toEqual(['InvalidAnchor']);
    restart(state, ['Watermark', 'Escrows']);
    await cycle();
    expect(failuresIn(outcomes)).toEqual(['InvalidAnchor']);
    restart(state, ['Full']);
    await cycle();
    expect(await shown('Users')).toMatchObject([{ title: 'Cook' }]);
  });

  it('is created again, where the setting says so', async () => {
    const { cycle, shown } = await gone({ settings: { whenGone: 'matchAgain' } });
    await cycle();
    expect(await shown('Users')).toMatchObject([{ title: 'Cook' }]);
  });

  it('counts as deleted when it is purged', async () => {
    const { cycle, change, outcomes, state } = await gone({});
    change({ kind: 'purged', id: 'ana' });
    await cycle();
    expect(outcomes).toMatchObject([{ action: 'delete', ending: { status: 'success' } }]);
    expect(state.links.size).toBe(0);
  });
});

describe('quarantine', () => {
  it.each<{ readonly title: string; readonly answer: Answer; readonly code: FailureCode }>([
    { title: 'a 401', answer: said(401), code: 'SystemForCrossDomainIdentityManagementInvalidCredentials' },
    { title: 'a 403', answer: said(403), code: 'InsufficientRights' },
    {
      title: 'a 404 for nobody',
      answer: said(404),
      code: 'SystemForCrossDomainIdentityManagementBadResponse',
    },
  ])('begins at once after $title, and ends when it is right again', async ({ answer, code }) => {
    const { change, cycle, between, state, shown, requests, now } = await simulate({
      settings: { concurrency: 1 },
    });
    change(...join('ana'), ...join('bo'));
    between(answers(answer, () => true));
    expect(await cycle()).toMatchObject({ status: 'quarantined' });
    expect(requests).toHaveLength(1);
    expect(state.quarantine).toMatchObject({
      reason: 'EncounteredQuarantineException',
      code,
      evaluations: 1,
    });
    expect(state.nextCycle - now()).toBe(5 * 60_000);
    await cycle();
    expect(state.nextCycle - now()).toBe(10 * 60_000);
    between((send) => send);
    expect(await cycle()).toMatchObject({ kind: 'initial', status: 'completed' });
    expect([state.status, state.quarantine]).toEqual(['running', undefined]);
    expect(await shown('Users')).toHaveLength(2);
  });

  it('lasts four weeks, with an attempt a day; then the job is disabled', async () => {
    const { change, cycle, between, state, now } = await simulate();
    change(...join('ana'));
    between(answers(said(401), () => true));
    const began = now();
    let attempts = 0;
    while ((await cycle()).status !== 'disabled') attempts += 1;
    expect((now() - began) / DAY).toBeGreaterThan(28);
    expect((now() - began) / DAY).toBeLessThan(30);
    expect(attempts).toBeLessThan(28 + 10);
    restart(state, ['QuarantineState']);
    between((send) => send);
    expect(await cycle()).toMatchObject({ status: 'completed' });
  });

  it.each([
    {
      title: 'the share of failures is too high',
      thresholds: { evaluatedFrom: 2 },
      reason: 'EncounteredEscrowProportionThreshold',
    },
    {
      title: 'there are too many failures',
      thresholds: { evaluatedFrom: 1, failures: 1 },
      reason: 'EncounteredBaseEscrowThreshold',
    },
    {
      title: 'there are too many failures in all',
      thresholds: { allFailures: 1 },
      reason: 'EncounteredTotalEscrowThreshold',
    },
  ])('begins after a cycle when $title', async ({ thresholds, reason }) => {
    const quarantine = {
      evaluatedFrom: 5_000,
      share: 0.4,
      failures: 40_000,
      allFailures: 60_000,
      ...thresholds,
    };
    const { change, cycle, between, state } = await simulate({ settings: { quarantine } });
    change(...join('ana'), ...join('bo'), ...join('cy'));
    let posts = 0;
    between(answers(said(500), ({ method }) => method === 'POST' && (posts += 1) < 3));
    expect(await cycle()).toMatchObject({ status: 'quarantined', failed: 2 });
    expect(state.quarantine).toMatchObject({ reason });
    expect(await cycle()).toMatchObject({ status: 'completed' });
  });
});

describe('the guard against accidental deletions', () => {
  it('holds disables and deletions back when there are too many, until an administrator allows them', async () => {
    const { change, cycle, state, shown, outcomes } = await simulate({
      settings: { accidentalDeletions: 1 },
    });
    change(...join('ana'), ...join('bo'), ...join('cy'));
    await cycle();
    change({ kind: 'deleted', id: 'ana' }, { kind: 'deleted', id: 'bo' });
    change({ kind: 'attributesChanged', id: 'cy', attributes: { jobTitle: 'Cook' } });
    expect(await cycle()).toMatchObject({ status: 'quarantined' });
    expect(outcomes.map(({ action }) => action).toSorted()).toEqual([
      'stageddelete',
      'stageddelete',
      'update',
    ]);
    expect(state.quarantine?.reason).toBe('TooManyDeletes');
    expect((await shown('Users')).map(({ active }) => active)).toEqual([true, true, true]);
    restart(state, ['ForceDeletes', 'QuarantineState']);
    expect(await cycle()).toMatchObject({ status: 'completed' });
    expect((await shown('Users')).map(({ active }) => active)).toEqual([false, false, true]);
    expect([state.staged.size, state.deletionsAllowed]).toEqual([0, false]);
  });

  it('lets as many through as the setting says', async () => {
    const { change, cycle, shown } = await simulate({ settings: { accidentalDeletions: 1 } });
    change(...join('ana'), ...join('bo'));
    await cycle();
    change({ kind: 'deleted', id: 'ana' });
    await cycle();
    expect((await shown('Users')).map(({ active }) => active)).toEqual([false, true]);
  });
});

describe('a cycle that is stopped', () => {
  it('finishes what is under way, and the next one goes on where it was', async () => {
    const { change, cycle, shown, requests, state } = await simulate({ settings: { concurrency: 2 } });
    change(...Array.from({ length: 9 }, (_, at) => join(`p${at}`)).flat(), ...gather('crew', ['p1', 'p8']));
    const signal = { aborted: false };
    let done = 0;
    const stopped = await cycle({ signal, onOutcome: () => (signal.aborted = (done += 1) >= 4) });
    expect(stopped.status).toBe('stopped');
    expect(done).toBeLessThanOrEqual(5);
    expect(state.watermark).toBeUndefined();
    expect(await cycle()).toMatchObject({ kind: 'initial', status: 'completed' });
    expect(requests.filter((request) => request === 'POST /Users')).toHaveLength(9 - done);
    expect(await shown('Users')).toHaveLength(9);
    expect((await shown('Groups'))[0]?.['members']).toHaveLength(2);
  });
});
