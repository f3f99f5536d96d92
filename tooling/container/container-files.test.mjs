// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../workspace/root.mjs';

// The machine may have no container engine, so the tests compare the files with the code that they configure.

/** @param {string} path */
const read = (path) => readFileSync(join(root, path), 'utf8');

/**
 * @param {string} text
 * @param {RegExp} pattern with one group
 */
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, found = '']) => found);

/**
 * @param {string} text
 * @param {RegExp} pattern with one group
 */
const number = (text, pattern) => Number(pattern.exec(text)?.[1]?.replaceAll('_', ''));

const dockerfile = read('Dockerfile');
const runtime = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
const compose = read('compose.yaml');
const proxies = [read('docs/operations/nginx.conf'), read('docs/operations/Caddyfile')];
const host = JSON.parse(read('apps/host/package.json'));

describe('the container files', () => {
  it('set only variables that the host or Node knows', () => {
    const known = all(read('packages/host/src/config.ts'), /^ {4}([A-Z_]+): \w/gm);
    expect(known).toContain('DATABASE_URL');
    const inImage = all(all(runtime, /^ENV (.*)$/gm).join(' '), /(\w+)=/g);
    const forHosts = all(/x-host:[^]*?depends_on/.exec(compose)?.[0] ?? '', /^ {4}([A-Z_]+):/gm);
    expect(inImage).toContain('DATA_DIR');
    expect(forHosts).toContain('DATABASE_URL');
    for (const name of [...inImage, ...forHosts]) {
      expect([...known, 'NODE_ENV', 'UV_THREADPOOL_SIZE']).toContain(name);
    }
  });

  it('require exactly the values in the example of an env file', () => {
    const asked = new Set(all(compose, /\$\{(\w+)/g));
    expect(all(read('docs/operations/compose.env.example'), /^(\w+)=/gm).toSorted()).toEqual(
      [...asked].toSorted(),
    );
  });

  it('agree on the port', () => {
    const port = /\bPORT=(\d+)/.exec(runtime)?.[1];
    expect(all(runtime, /^EXPOSE (\d+)$/gm)).toEqual([port]);
    for (const proxy of proxies) expect(new Set(all(proxy, /host-\d:(\d+)/g))).toEqual(new Set([port]));
  });

  it('publish the admin API to this machine, and not through the proxy', () => {
    const own = all(compose, /^ {4}ADMIN_PORT: (\d+)$/gm);
    expect(own).toHaveLength(1);
    expect(new Set(all(compose, /127\.0\.0\.1:\d+:(\d+)/g))).toEqual(new Set(own));
    for (const proxy of proxies) expect(proxy).not.toContain(`:${own[0]}`);
  });

  it('run the oldest supported Node, and the program of apps/host with the threads of npm start', () => {
    const [major] = host.engines.node.match(/\d+/);
    expect(new Set(all(dockerfile, /^FROM node:(\d+)-/gm))).toEqual(new Set([major]));
    expect(runtime).toContain('CMD ["node", "dist/main.js"]');
    expect(existsSync(join(root, 'apps/host/src/main.ts'))).toBe(true);
    const threads = /UV_THREADPOOL_SIZE: '(\d+)'/.exec(read('tooling/launcher/host-program.mjs'))?.[1];
    expect(runtime).toContain(`UV_THREADPOOL_SIZE=${threads}`);
    const { start } = JSON.parse(read('package.json')).scripts;
    expect(start).toContain(`UV_THREADPOOL_SIZE=\${UV_THREADPOOL_SIZE:-${threads}} `);
  });
});

describe('the proxies', () => {
  it('pass on only the connectors that apps/host serves and hand-over links', () => {
    const served = Object.keys(host.dependencies).flatMap((name) => all(name, /(?:^|\/)connector-(.+)$/g));
    for (const proxy of proxies) {
      const [paths = ''] = all(proxy, /\^\/\(([\w|-]+)\)\//g);
      expect(paths.split('|').toSorted()).toEqual([...served, 'hand-over'].toSorted());
    }
  });

  it('close idle connections before the host does', () => {
    const kept = number(read('packages/host/src/http/http-limits.ts'), /keepAliveMs: ([\d_]+),/);
    const [nginx = '', caddy = ''] = proxies;
    expect(number(nginx, /keepalive_timeout (\d+)s;/) * 1_000).toBeLessThan(kept);
    expect(number(caddy, /keepalive (\d+)s$/m) * 1_000).toBeLessThan(kept);
  });

  it('accept slightly more than the host, so that clients see the refusal of the host', () => {
    const most = number(read('packages/server/src/limits.ts'), /bodyBytes: ([\d_]+),/);
    const [nginx = '', caddy = ''] = proxies;
    expect(number(nginx, /client_max_body_size (\d+)m;/) * 1_048_576).toBeGreaterThan(most);
    expect(number(caddy, /max_size (\d+)MB$/m) * 1_000_000).toBeGreaterThan(most);
  });

  it('log no hand-over code and no query, in any spelling of the path', () => {
    const [nginx = '', caddy = ''] = proxies;
    const servers = all(nginx, /^(server) \{$/gm);
    expect(all(nginx, /^ {4}access_log \S+ (\w+);$/gm)).toEqual(servers.map(() => 'scimwright'));
    expect(all(nginx, /^ {4}error_log \S+ (\w+);$/gm)).toEqual(servers.map(() => 'crit'));
    const format = /^log_format scimwright ([^;]+);/m.exec(nginx)?.[1] ?? '';
    expect(format).toContain('$logged_path');
    expect(format).not.toMatch(/\$(uri|request|request_uri|args|query_string|http_referer)\b/);

    const code = /PREFIX = '(\w+)'/.exec(read('packages/server/src/token/hand-over-code.ts'))?.[1];
    const [map = ''] = all(nginx, /^map \$uri \$logged_path \{([^]*?)^\}/gm);
    const masks = all(map, /^ {4}~\*(\S+) /gm).map((pattern) => new RegExp(pattern, 'i'));
    const mask = new RegExp(/uri regexp \(\?i\)(\S+) -$/m.exec(caddy)?.[1] ?? 'nothing', 'i');
    for (const path of [`/hand-over/${code}x`, `/Hand-Over/x`, `/bic/${code}x`, `/${code}x`]) {
      expect(masks.some((pattern) => pattern.test(path))).toBe(true);
      expect(path.replace(mask, '-')).not.toMatch(/x$/);
    }
    expect('/bic/contoso/scim/v2/Users?filter=ada'.replace(mask, '-')).toBe('/bic/contoso/scim/v2/Users-');
    expect(masks.some((pattern) => pattern.test('/bic/contoso/scim/v2/Users'))).toBe(false);
  });

  it('restrict browsers to HTTPS, also after an error', () => {
    const [nginx = '', caddy = ''] = proxies;
    const year = 31_536_000;
    const secure = nginx.slice(nginx.indexOf('listen 443'));
    expect(
      number(secure, /^ {4}add_header Strict-Transport-Security "max-age=(\d+)" always;$/m),
    ).toBeGreaterThan(year);
    // A block with its own header would lose that of the server.
    expect(all(nginx, /(add_header)/g)).toHaveLength(1);
    expect(number(caddy, /^\theader Strict-Transport-Security "max-age=(\d+)"$/m)).toBeGreaterThan(year);
  });
});
