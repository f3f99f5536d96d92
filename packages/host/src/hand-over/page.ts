import { createHash } from 'node:crypto';

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; color: #1b1b1b; background: #fff; }
h1 { font-size: 1.4rem; }
dt { font-weight: 600; margin-top: 1rem; }
dd { margin: 0.25rem 0 0; }
code { display: block; padding: 0.6rem 0.8rem; background: #f3f3f3; border: 1px solid #ccc; border-radius: 4px; overflow-wrap: anywhere; user-select: all; }
button { font: inherit; padding: 0.6rem 1.2rem; border: 0; border-radius: 4px; background: #0b57a4; color: #fff; cursor: pointer; }
button:focus-visible { outline: 3px solid #1b1b1b; outline-offset: 2px; }
`;

/** A page may not load, run or frame anything. It may use this style, and send its form to this host. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The headers of every page: no cache, no search engine, and no Referer to other sites. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': POLICY,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
};

/** The owner of a link. */
export interface LinkOwner {
  /** The display name of the product. */
  readonly product: string;
  /** The name of the tenant. */
  readonly tenant: string;
}

/** The page of a link, with the button that shows the token. */
export function offerPage({ product, tenant, expires }: LinkOwner & { readonly expires: string }): string {
  return page(
    `Secret Token of ${product}`,
    `<p>This link shows the credentials with which Microsoft Entra ID provisions users into <strong>${escapeHtml(product)}</strong>, tenant <strong>${escapeHtml(tenant)}</strong>.</p>
<p>It works once, until ${escapeHtml(expires.slice(0, 10))} at ${escapeHtml(expires.slice(11, 16))} UTC. Before you continue, open the Provisioning page of your application in the Microsoft Entra admin center: the token is shown only once.</p>
<form method="post"><button type="submit">Show Tenant URL and Secret Token</button></form>`,
  );
}

/** The page that shows the token. */
export function tokenPage({
  product,
  tenant,
  tenantUrl,
  secretToken,
}: LinkOwner & { readonly tenantUrl: string; readonly secretToken: string }): string {
  return page(
    `Secret Token of ${product}`,
    `<p>For <strong>${escapeHtml(product)}</strong>, tenant <strong>${escapeHtml(tenant)}</strong>. In the Microsoft Entra admin center, open Enterprise applications &gt; your application &gt; Provisioning. Under Admin Credentials, enter:</p>
<dl>
<dt>Tenant URL</dt><dd><code>${escapeHtml(tenantUrl)}</code></dd>
<dt>Secret Token</dt><dd><code>${escapeHtml(secretToken)}</code></dd>
</dl>
<p>Then select Test Connection, and save. This page cannot be shown again. Copy the token now, and keep it only in Entra.</p>`,
  );
}

/** The page that says why a link does not work. */
export function refusalPage(message: string): string {
  return page('This link does not work', `<p>${escapeHtml(message)}</p>`);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML, attributes included. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
