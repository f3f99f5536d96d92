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

/** The page for each method of a link. */
const pages: Readonly<Record<string, (deps: AdminApiDeps, code: string) => Promise<Page>>> = {
  GET: offered,
  HEAD: offered,
  POST: redeemed,
};

/**
 * Serves the pages of hand-over links. Opening a link never uses it up, because previews and mail scanners open links too.
 * Only the button does, by a POST.
 */
export function handOverPages(deps: AdminApiDeps, logger: Logger): RequestListener {
  return (request, response) => {
    request.resume(); // the form has no fields, so the body is discarded
    const { method = '', url = '' } = request;
    const send = ({ status, html, allow }: Page): void => {
      response.writeHead(status, {
        ...PAGE_HEADERS,
        ...(allow !== undefined && { Allow: allow }),
        'Content-Length': Buffer.byteLength(html),
      });
      response.end(method === 'HEAD' ? undefined : html);
    };
    const page = Object.hasOwn(pages, method) ? pages[method] : undefined;
    if (page === undefined) return send(methodPage(method));
    page(deps, codeIn(url)).then(send, (error: unknown) => send(refusedPage(error, deps, logger)));
  };
}

/** The code in a URL. A malformed code is answered like an unknown one. */
function codeIn(url: string): string {
  return url.split('?', 1).join('').slice(`${HAND_OVER_PATH}/`.length);
}

async function offered(deps: AdminApiDeps, code: string): Promise<Page> {
  const { tenant, handOver } = await openHandOver(deps, code);
  const product = connectorOf(deps, tenant.connector).displayName;
  return { status: 200, html: offerPage({ product, tenant: tenant.name, expires: handOver.expires }) };
}

async function redeemed(deps: AdminApiDeps, code: string): Promise<Page> {
  const { tenant, secret } = await redeemHandOver(deps, code);
  const product = connectorOf(deps, tenant.connector).displayName;
  const { tenantUrl } = showTenant(deps, tenant, deps.origin());
  return { status: 200, html: tokenPage({ product, tenant: tenant.name, tenantUrl, secretToken: secret }) };
}

function methodPage(method: string): Page {
  const html = refusalPage(`Open the link with GET, not with ${method}.`);
  return { status: 405, html, allow: Object.keys(pages).join(', ') };
}

function refusedPage(error: unknown, deps: AdminApiDeps, logger: Logger): Page {
  if (error instanceof AdminRefusal) {
    return { status: REFUSAL_STATUS[error.kind], html: refusalPage(error.message) };
  }
  logger.error({ requestId: deps.ids(), ...describeFault(error) }, 'a hand-over link failed');
  return {
    status: 500,
    html: refusalPage('The host failed to answer. The link was not used. Try again later.'),
  };
}
