import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ConformanceTarget } from '@scimwright/conformance';

/** A request on its way to a host. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The answer on its way back. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Changes of requests and answers on their way: one mistake of a server. */
export interface Mutation {
  readonly sent?: (sent: Sent) => Sent;
  readonly answered?: (answered: Answered, sent: Sent) => Answered;
}

/** Opens a server that forwards to another one, with a mutation. */
export async function openMutant(
  target: ConformanceTarget,
  { sent = (same) => same, answered = (same) => same }: Mutation,
): Promise<ConformanceTarget & { close(): void }> {
  const { hostname, port } = new URL(target.tenantUrl);
  const forward = (message: Sent): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...rest } = message.headers;
      const headers = { ...rest, ...(message.body && { 'content-length': Buffer.byteLength(message.body) }) };
      const out = request({ hostname, port, method: message.method, path: message.path, headers }, (back) => {
        void text(back).then(
          (body) => resolve({ status: back.statusCode ?? 0, headers: back.headers, body }),
          reject,
        );
      });
      out.on('error', reject);
      out.end(message.body);
    });
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { method = '', url: path = '', headers } = incoming;
      const message = sent({ method, path, headers, body: await text(incoming) });
      const answer = answered(await forward(message), message);
      const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...rest } = answer.headers;
      outgoing.writeHead(answer.status, rest);
      outgoing.end(answer.body);
    })().catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const own = (server.address() as AddressInfo).port; // an address and a port, not a pipe
  const moved = (url: string): string => url.replace(`:${port}/`, `:${own}/`);
  return {
    ...target,
    // Passes on the header Host, so that the URIs of resources lead to the mutant.
    tenantUrl: moved(target.tenantUrl),
    ...(target.declared && {
      declared: { ...target.declared, tenantUrl: moved(target.declared.tenantUrl) },
    }),
    ...(target.other && { other: { ...target.other, tenantUrl: moved(target.other.tenantUrl) } }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
