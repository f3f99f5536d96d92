import { connect, type Socket } from 'node:net';
import { engines } from '@scimwright/test-databases';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectHarmless,
  expectRefusal,
  openHostile,
  userNamed,
  type HostileHost,
  type Refusal,
} from './hostile-host.fixture.ts';

const USER = JSON.stringify(userNamed('mallory'));
const END = '\r\n\r\n';

interface RawCase extends Refusal {
  readonly title: string;
  /** All bytes of the connection. */
  bytes(host: HostileHost): string;
  /** Whether the client then closes its side. */
  readonly thenEnd?: true;
}

const http = { status: 400, scimType: 'invalidSyntax', says: ['RFC 9112'] } as const;
const early = {
  status: 400,
  scimType: 'invalidSyntax',
  says: ['closed before', 'Send it again'],
  thenEnd: true,
} as const;
const chunked = (host: HostileHost, body: string, ...headers: string[]): string =>
  `${host.head('POST', '/Users', 'Transfer-Encoding: chunked', ...headers)}\r\n${body}`;
const sized = (host: HostileHost, length: number | string, ...headers: string[]): string =>
  `${host.head('POST', '/Users', `Content-Length: ${length}`, ...headers)}\r\n${USER}`;

const cases: readonly RawCase[] = [
  {
    title: 'a body shorter than its length, and then the end',
    bytes: (host) => sized(host, USER.length + 100),
    ...early,
  },
  {
    title: 'a chunk shorter than its size, and then the end',
    bytes: (host) => chunked(host, `ff\r\n${USER}`),
    ...early,
  },
  {
    title: 'chunks without a last one, and then the end',
    bytes: (host) => chunked(host, `${USER.length.toString(16)}\r\n${USER}\r\n`),
    ...early,
  },
  {
    title: 'half of a head, and then the end',
    bytes: (host) => host.head('POST', '/Users').slice(0, 60),
    ...early,
  },
  {
    title: 'both a length and chunks',
    bytes: (host) => chunked(host, `0${END}`, 'Content-Length: 5'),
    ...http,
  },
  {
    title: 'both chunks and a length',
    bytes: (host) => sized(host, USER.length, 'Transfer-Encoding: chunked'),
    ...http,
  },
  { title: 'two lengths', bytes: (host) => sized(host, USER.length, 'Content-Length: 5'), ...http },
  { title: 'a negative length', bytes: (host) => sized(host, -5), ...http },
  { title: 'a length that is not a number', bytes: (host) => sized(host, 'many'), ...http },
  { title: 'a length of 30 digits', bytes: (host) => sized(host, '9'.repeat(30)), ...http },
  { title: 'a chunk size that is not a number', bytes: (host) => chunked(host, `zz\r\n${USER}`), ...http },
  {
    title: 'a chunk size of 30 digits',
    bytes: (host) => chunked(host, `${'f'.repeat(30)}\r\n${USER}`),
    ...http,
  },
  {
    title: 'another transfer encoding',
    bytes: (host) => `${host.head('POST', '/Users', 'Transfer-Encoding: gzip')}\r\n${USER}`,
    ...http,
  },
  {
    title: 'a transfer encoding after chunked',
    bytes: (host) => `${host.head('POST', '/Users', 'Transfer-Encoding: chunked, gzip')}\r\n${USER}`,
    ...http,
  },
  {
    title: 'a space before the colon of a length',
    bytes: (host) => `${host.head('POST', '/Users', 'Content-Length : 3')}\r\nabc`,
    ...http,
  },
  {
    title: 'a header that continues in the next line',
    bytes: (host) => `${host.head('GET', '/Users', 'X: a', ' b')}\r\n`,
    ...http,
  },
  { title: 'a NUL in a header', bytes: (host) => `${host.head('GET', '/Users', 'X: a\0b')}\r\n`, ...http },
  {
    title: 'line feeds without carriage returns',
    bytes: (host) => `${host.head('GET', '/Users')}\r\n`.replaceAll('\r', ''),
    ...http,
  },
  { title: 'an unknown method', bytes: (host) => `${host.head('DESTROY', '/Users')}\r\n`, ...http },
  { title: 'HTTP/2 without a word', bytes: () => `PRI * HTTP/2.0${END}SM${END}`, ...http },
  { title: 'a TLS handshake', bytes: () => '\u0016\u0003\u0001\u0002\0\u0001\0\u0001', ...http },
  { title: 'a text that is not HTTP', bytes: () => `hello${END}`, ...http },
  {
    title: 'a NUL in the URL',
    bytes: (host) => `${host.head('GET', '/Users/\0')}\r\n`,
    status: 400,
    scimType: 'invalidSyntax',
    says: ['URL', 'Percent-encode'],
  },
  {
    title: 'characters beyond ASCII in the URL',
    bytes: (host) => `${host.head('GET', '/Users?filter=userName+eq+%22søren%22')}\r\n`,
    status: 400,
    scimType: 'invalidSyntax',
    says: ['URL', 'Percent-encode'],
  },
  {
    title: 'a URL of another scheme, without a path',
    bytes: (host) =>
      `${host.head('GET', '/Users', 'Connection: close').replace(/ \/\S+/, ' foo://bar?x')}\r\n`,
    status: 400,
    scimType: 'invalidSyntax',
    says: ['no path', 'Tenant URL'],
  },
  {
    title: 'a URL of 100 kB',
    bytes: (host) => `${host.head('GET', `/Users?filter=${'a'.repeat(100_000)}`)}\r\n`,
    status: 431,
    says: ['16384 bytes'],
  },
  {
    title: 'a header of 5 MB',
    bytes: (host) => `${host.head('GET', '/Users', `X: ${'a'.repeat(5_000_000)}`)}\r\n`,
    status: 431,
    says: ['16384 bytes'],
  },
  {
    title: '101 headers',
    bytes: (host) =>
      `${host.head('GET', '/Users', ...Array.from({ length: 98 }, (_, at) => `X${at}: 1`))}\r\n`,
    status: 431,
    says: ['at most 100 headers'],
  },
  {
    title: '2,500 headers',
    bytes: (host) => `${host.head('GET', '/Users', ...Array.from({ length: 2_500 }, () => 'X:'))}\r\n`,
    status: 431,
    says: ['at most 100 headers'],
  },
  {
    title: 'endless extensions of a chunk',
    bytes: (host) => chunked(host, `3;${'a'.repeat(20_000)}\r\nabc\r\n0${END}`),
    status: 413,
    says: ['extensions of a chunk'],
  },
  {
    title: 'endless trailers',
    bytes: (host) => chunked(host, `3\r\nabc\r\n0\r\nX: ${'a'.repeat(30_000)}${END}`),
    status: 431,
    says: ['16384 bytes'],
  },
  {
    title: 'two tokens',
    bytes: (host) => `${host.head('GET', '/Users', 'Authorization: Bearer x')}\r\n`,
    status: 400,
    scimType: 'invalidSyntax',
    says: ['authorization', 'once'],
  },
  {
    title: 'two media types',
    bytes: (host) => sized(host, USER.length, 'content-TYPE: text/plain'),
    status: 400,
    scimType: 'invalidSyntax',
    says: ['content-type', 'once'],
  },
  {
    title: 'two hosts',
    bytes: (host) => `${host.head('GET', '/Users', 'Host: evil.example')}\r\n`,
    status: 400,
    scimType: 'invalidSyntax',
    says: ['host', 'once'],
  },
  {
    title: 'no host',
    bytes: (host) => `${host.head('GET', '/Users').replace(/Host: [^\r]*\r\n/, '')}\r\n`,
    status: 400,
    scimType: 'invalidSyntax',
    says: ['Host', 'missing'],
  },
  {
    title: 'another expectation',
    bytes: (host) => sized(host, USER.length, 'Expect: more'),
    status: 417,
    says: ['100-continue'],
  },
];

describe.each(engines)('on $name, a malformed request is refused with the reason', (engine) => {
  let host: HostileHost;
  beforeAll(async () => {
    host = await openHostile(engine);
  });
  afterAll(() => host.close());

  it.each(cases)('$title', async ({ bytes, thenEnd = false, says, status, scimType }) => {
    await expectHarmless(host, async () => {
      const answer = await host.sendRaw(bytes(host), { thenEnd });
      expectRefusal(answer, { status, scimType, says });
      expect(answer.headers.get('Connection')?.trim()).toBe('close');
    });
  });

  it('CONNECT is not supported, and the connection is closed', async () => {
    await expectHarmless(host, async () => {
      expect((await host.sendRaw(`CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x${END}`)).all).toBe('');
    });
  });

  it('a client that sends Expect is told to continue, and is answered', async () => {
    const body = JSON.stringify(userNamed('patient'));
    const head = host.head(
      'POST',
      '/Users',
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
      'Connection: close',
    );
    const { all, status } = await host.sendRaw(`${head}\r\n${body}`);
    expect([all.startsWith('HTTP/1.1 100 Continue\r\n'), status]).toEqual([true, 201]);
  });

  it('a client that announces 5 MB is refused before it sends them', async () => {
    await expectHarmless(host, async () => {
      const head = host.head('POST', '/Users', 'Content-Length: 5000000', 'Connection: close');
      const answer = await host.sendRaw(`${head}\r\n`);
      expectRefusal(answer, { status: 413, says: ['1048576 bytes'] });
    });
  });

  it.each([
    ['a valid token', (it: HostileHost) => it.head('POST', '/Users', 'Transfer-Encoding: chunked'), 413],
    [
      'no valid token',
      (it: HostileHost) => it.head('POST', '/Users', 'Transfer-Encoding: chunked').replace(/scimw_/, 'x'),
      401,
    ],
    ['an unknown path', (it: HostileHost) => it.head('POST', '/Nothing', 'Transfer-Encoding: chunked'), 404],
    [
      'a hand-over link',
      (it: HostileHost) =>
        it.head('POST', '/Users', 'Transfer-Encoding: chunked').replace(/ \/\S+/, ' /hand-over/x'),
      404,
    ],
    [
      'a path of the host itself',
      (it: HostileHost) =>
        it.head('POST', '/Users', 'Transfer-Encoding: chunked').replace(/ \/\S+/, ' /healthz'),
      200,
    ],
    [
      'the admin API',
      (it: HostileHost) =>
        it.head('POST', '/Users', 'Transfer-Encoding: chunked').replace(/ \/\S+/, ' /admin/api/tenants'),
      401,
    ],
  ])('an endless body gets an answer and is then cut off, with %s', async (_, head, status) => {
    await expectHarmless(host, async () => {
      const { answer, sent } = await sendWithoutEnd(host, head(host));
      expect(answer).toContain(`HTTP/1.1 ${status} `);
      // The host reads a limited part; the rest is in buffers of the system.
      expect(sent).toBeLessThan(MAX_SENT);
    });
  });
});

const MAX_SENT = 64 * 1_048_576;

/** Sends chunks until the host cuts the connection, or has read too much. */
function sendWithoutEnd(host: HostileHost, head: string): Promise<{ answer: string; sent: number }> {
  return new Promise((resolve) => {
    const socket = connect({ port: host.port, host: '127.0.0.1' });
    const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`;
    let answer = '';
    let sent = 0;
    const go = (): void => {
      while (!socket.destroyed && sent < MAX_SENT) {
        sent += chunk.length;
        if (!socket.write(chunk)) return;
      }
      socket.destroy();
    };
    socket.on('data', (piece) => (answer += piece.toString()));
    socket.on('drain', go);
    socket.on('error', () => undefined); // being cut off is what is waited for
    socket.on('close', () => resolve({ answer, sent }));
    socket.write(`${head}\r\n`);
    go();
  });
}

const SECONDS = 1_000;

describe.each(engines)('on $name, a slow client is cut off, and others get answers:', (engine) => {
  let host: HostileHost;
  beforeAll(async () => {
    host = await openHostile(engine, {
      headMs: 0.5 * SECONDS,
      requestMs: 1 * SECONDS,
      checkMs: 0.1 * SECONDS,
    });
  });
  afterAll(() => host.close());

  const late = { status: 408, says: ['did not arrive in time', '0.5 seconds', 'Send it again'] };
  const slow: readonly (readonly [title: string, start: () => string, drip: string])[] = [
    ['a connection without any data', () => '', ''],
    ['half of a head, and nothing more', () => host.head('GET', '/Users').slice(0, 40), ''],
    ['endless headers, one by one', () => host.head('GET', '/Users'), 'X: y\r\n'],
    ['a head, letter by letter', () => 'GET /', 'a'],
    ['a body that never arrives', () => `${host.head('POST', '/Users', 'Content-Length: 500')}\r\n`, ''],
    ['a body, byte by byte', () => `${host.head('POST', '/Users', 'Content-Length: 500')}\r\n{`, ' '],
    [
      'chunks, byte by byte',
      () => `${host.head('POST', '/Users', 'Transfer-Encoding: chunked')}\r\n`,
      '1\r\n \r\n',
    ],
  ];

  it.concurrent.each(slow)('%s', async (_, start, drip) => {
    const before = await host.snapshot();
    const { socket, received, closed } = open(host);
    socket.write(start());
    const dripping = setInterval(() => drip === '' || socket.write(drip), 50);
    await expectAnswered(host);
    await closed;
    clearInterval(dripping);
    const [head = '', body = '{}'] = received().split(END);
    const answer = {
      status: Number(head.split(' ')[1]),
      text: body,
      headers: new Headers({ 'Content-Type': /Content-Type: (.*)/.exec(head)?.[1] ?? '' }),
      body: JSON.parse(body),
    };
    expectRefusal(answer, late);
    await expectAnswered(host);
    expect(await host.snapshot()).toEqual(before);
  });
});

describe.each(engines)(
  'on $name, a client that holds a connection is cut off, and others get answers:',
  (engine) => {
    let host: HostileHost;
    beforeAll(async () => {
      host = await openHostile(engine, { keepAliveMs: 0.5 * SECONDS, stallMs: 2 * SECONDS });
    });
    afterAll(() => host.close());

    it('a connection that stays open between two requests', async () => {
      const { socket, received, closed } = open(host);
      socket.write(`${host.head('GET', '/Users?count=0')}\r\n`);
      await closed;
      expect(received()).toContain('HTTP/1.1 200 OK');
      expect(received()).toContain('Connection: keep-alive');
      await expectAnswered(host);
    });

    it('a client that never reads its responses', async () => {
      const socket = connect({ port: host.port, host: '127.0.0.1' });
      socket.pause();
      const closed = new Promise<void>((resolve) => {
        socket.on('error', () => undefined); // being cut off is what is waited for
        socket.on('close', () => resolve());
      });
      // The responses exceed every buffer of the system.
      const request = `${host.head('GET', '/Schemas')}\r\n`;
      socket.write(request.repeat(1_500));
      // A socket notices that the other side is gone only when it writes.
      const probing = setInterval(() => socket.write(request), 100);
      await expectAnswered(host);
      await closed;
      clearInterval(probing);
      await expectAnswered(host);
      expect(host.lines).toEqual([]);
    });
  },
);

describe.each(engines)('on $name, connections are limited:', (engine) => {
  let host: HostileHost;
  beforeAll(async () => {
    host = await openHostile(engine, { connections: 20, connectionsOfAddress: 15 });
  });
  afterAll(() => host.close());

  /** Opens connections that send a text and then nothing, and counts those that the host closes. */
  const openMany = (count: number, sent: string, localAddress = '127.0.0.1') => {
    const many = Array.from({ length: count }, () => open(host, localAddress));
    let closed = 0;
    for (const one of many) {
      one.socket.write(sent);
      void one.closed.then(() => (closed += 1));
    }
    return {
      closed: () => closed,
      end: async () => {
        for (const { socket } of many) socket.destroy();
        await Promise.all(many.map((one) => one.closed));
      },
    };
  };
  const isAnswered = async (): Promise<number> =>
    (await host.send({ method: 'GET', path: '/Users?count=0', headers: { Connection: 'close' } })).status;

  it.each([
    ['nothing', ''],
    ['half a head', 'GET /'],
  ])(
    'a client that opens too many and sends %s loses its own, and others get answers at once',
    async (_, sent) => {
      const many = openMany(60, sent, '127.0.0.2');
      const more = openMany(60, sent, '127.0.0.3');
      await expect.poll(() => many.closed() + more.closed(), { timeout: 10_000 }).toBe(100);
      for (let at = 0; at < 10; at += 1) expect(await isAnswered()).toBe(200);
      expect(many.closed() + more.closed()).toBeLessThanOrEqual(110);
      await Promise.all([many.end(), more.end()]);
    },
  );

  it('a client with running requests on all connections of its address gets no more, but others do', async () => {
    const body = `${host.head('POST', '/Users', 'Content-Length: 500')}\r\n{`;
    const many = openMany(15, body, '127.0.0.2');
    await expect
      .poll(async () => (await host.send({ path: '/Users?count=0', method: 'GET' })).status)
      .toBe(200);
    const further = openMany(10, body, '127.0.0.2');
    await expect.poll(() => further.closed(), { timeout: 10_000 }).toBe(10);
    expect(many.closed()).toBe(0);
    expect(await isAnswered()).toBe(200);
    await Promise.all([many.end(), further.end()]);
  });
});

/**
 * Waits until an ordinary request succeeds. With short timeouts, a busy machine may be too slow for an ordinary request
 * too.
 */
async function expectAnswered(host: HostileHost): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await host.send({ method: 'GET', path: '/Users?count=0' }).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  throw new Error('No ordinary request was answered.');
}

interface Open {
  readonly socket: Socket;
  /** The text received so far. */
  received(): string;
  readonly closed: Promise<void>;
}

function open(host: HostileHost, localAddress = '127.0.0.1'): Open {
  const socket = connect({ port: host.port, host: '127.0.0.1', localAddress });
  let all = '';
  socket.on('data', (piece) => (all += piece.toString()));
  socket.on('error', () => undefined); // being cut off is what is waited for
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
  });
  return { socket, received: () => all, closed };
}
