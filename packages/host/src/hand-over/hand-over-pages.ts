import type { RequestListener } from 'node:http';
import type { Logger } from '@scimwright/server';
import {
  AdminRefusal,
  connectorOf,
  HAND_OVER_PATH,
  openHandOver,
  redeemHandOver,
  showTenant,
  type AdminApiDeps,
} from '@scimwright/server/admin';
import { describeFault } from '@scimwright/server/internal';
import { REFUSAL_STATUS } from '../admin-api/problem.ts';
import { offerPage, PAGE_HEADERS, refusalPage, tokenPage } from './page.ts';

interface Page {
  readonly status: number;
  readonly html: string;
  readonly allow?: string;
}

/**
 * Serves the pages of hand-over links. Reading a link, as previews and mail scanners do, never burns it: only the button
 * does, which posts.
 *
 * @example
 * const answer = handOverPages(apiDeps, logger);
 */
export function handOverPages(deps: AdminApiDeps, logger: Logger): RequestListener {
  return (request, response) => {
    request.resume(); // the form has no fields, and what else came is not read
    const code = codeIn(request.url ?? '');
    const send = ({ status, html, allow }: Page): void => {
      response.writeHead(status, {
        ...PAGE_HEADERS,
        ...(allow !== undefined && { Allow: allow }),
        'Content-Length': Buffer.byteLength(html),
      });
      response.end(request.method === 'HEAD' ? undefined : html);
    };
    pageFor(deps, request.method ?? '', code).then(send, (error: unknown) =>
      send(refusedPage(error, deps, logger)),
    );
  };
}

/** What no code looks like is as unknown as a code that nobody made. */
function codeIn(url: string): string {
  return url.split('?', 1).join('').slice(`${HAND_OVER_PATH}/`.length);
}

async function pageFor(deps: AdminApiDeps, method: string, code: string): Promise<Page> {
  switch (method) {
    case 'GET':
    case 'HEAD': {
      const { tenant, handOver } = await openHandOver(deps, code);
      const product = connectorOf(deps, tenant.connector).displayName;
      return { status: 200, html: offerPage({ product, tenant: tenant.name, expires: handOver.expires }) };
    }
    case 'POST': {
      const { tenant, secret } = await redeemHandOver(deps, code);
      const product = connectorOf(deps, tenant.connector).displayName;
      const { tenantUrl } = showTenant(deps, tenant, deps.origin());
      return {
        status: 200,
        html: tokenPage({ product, tenant: tenant.name, tenantUrl, secretToken: secret }),
      };
    }
    default:
      return {
        status: 405,
        html: refusalPage(`A link is opened by GET, not by ${method}.`),
        allow: 'GET, HEAD, POST',
      };
  }
}

function refusedPage(error: unknown, deps: AdminApiDeps, logger: Logger): Page {
  if (error instanceof AdminRefusal) {
    return { status: REFUSAL_STATUS[error.kind], html: refusalPage(error.message) };
  }
  logger.error({ requestId: deps.ids(), ...describeFault(error) }, 'a hand-over link failed');
  return {
    status: 500,
    html: refusalPage('The host failed to answer. The link was not used: try again later.'),
  };
}
