// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../workspace/root.mjs';

// There may be no container engine where the tests run, so the files are compared with the code that they are about.

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

  it('ask for the values that the example of an env file has, and no others', () => {
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

  it('give the admin API to this machine, and not to the proxy', () => {
    const own = all(compose, /^ {4}ADMIN_PORT: (\d+)$/gm);
    expect(own).toHaveLength(1);
    expect(new Set(all(compose, /127\.0\.0\.1:\d+:(\d+)/g))).toEqual(new Set(own));
    for (const proxy of proxies) expect(proxy).not.toContain(`:${own[0]}`);
  });

  it('run the oldest Node that the packages take, and the program of apps/host with the threads that npm start gives it', () => {
    const [major] = host.engines.node.match(/\d+/);
    expect(new Set(all(dockerfile, /^FROM node:(\d+)-/gm))).toEqual(new Set([major]));
    expect(runtime).toContain('CMD ["node", "dist/main.js"]');
    expect(existsSync(join(root, 'apps/host/src/main.ts'))).toBe(true);
    const threads = /UV_THREADPOOL_SIZE: '(\d+)'/.exec(read('tooling/launcher/start.mjs'))?.[1];
    expect(runtime).toContain(`UV_THREADPOOL_SIZE=${threads}`);
  });
});

describe('the proxies', () => {
  it('let through the connectors that apps/host serves, hand-over links and nothing else', () => {
    const served = Object.keys(host.dependencies).flatMap((name) => all(name, /(?:^|\/)connector-(.+)$/g));
    for (const proxy of proxies) {
      const [paths = ''] = all(proxy, /\^\/\(([\w|-]+)\)\//g);
      expect(paths.split('|').toSorted()).toEqual([...served, 'hand-over'].toSorted());
    }
  });

  it('close idle connections before the host does', () => {
    const kept = number(read('packages/host/src/http/http-bounds.ts'), /keepAliveMs: ([\d_]+),/);
    const [nginx = '', caddy = ''] = proxies;
    expect(number(nginx, /keepalive_timeout (\d+)s;/) * 1_000).toBeLessThan(kept);
    expect(number(caddy, /keepalive (\d+)s$/m) * 1_000).toBeLessThan(kept);
  });

  it('take a little more than the host, so that its own refusal is seen', () => {
    const most = number(read('packages/server/src/limits.ts'), /bodyBytes: ([\d_]+),/);
    const [nginx = '', caddy = ''] = proxies;
    expect(number(nginx, /client_max_body_size (\d+)m;/) * 1_048_576).toBeGreaterThan(most);
    expect(number(caddy, /max_size (\d+)MB$/m) * 1_000_000).toBeGreaterThan(most);
  });
});
