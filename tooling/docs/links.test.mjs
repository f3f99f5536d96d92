// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../workspace/root.mjs';

/** @param {string} path */
const textOf = (path) => readFileSync(join(root, path), 'utf8');

/** @param {string} folder */
const pagesIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));

/** @param {string} parent */
const readmesIn = (parent) =>
  readdirSync(join(root, parent))
    .map((name) => join(parent, name, 'README.md'))
    .filter((path) => existsSync(join(root, path)));

const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pagesIn('docs')];
const linking = [...pages, ...pagesIn('docs/adr'), ...readmesIn('packages'), ...readmesIn('connectors')];

/** The page without its code blocks. @param {string} path */
const proseOf = (path) => textOf(path).replaceAll(/^```[\s\S]*?^```$/gm, '');

/** The anchors that GitHub gives the headings of a page. @param {string} path */
const anchorsOf = (path) =>
  [...proseOf(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

/**
 * Whether a relative link leads to a file, and to a heading of it.
 *
 * @param {string} page
 * @param {string} link
 */
const leadsSomewhere = (page, link) => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : relative(root, resolve(root, dirname(page), path));
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
};

it.each(pages)('%s names only files and folders that exist', (page) => {
  const paths = [...textOf(page).matchAll(/`((?:packages|connectors|tooling|apps)\/[^`\s]*)`/g)].map(
    ([, path = '']) => path,
  );
  // A star stands for any name: its folder must exist.
  expect(paths.filter((path) => !existsSync(join(root, path.replace(/\*.*$/, ''))))).toEqual([]);
});

it.each(linking)('%s links only to files and headings that exist', (page) => {
  const links = [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const relativeLinks = links.filter((link) => !/^[a-z]+:/.test(link));
  expect(relativeLinks.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
});

it('the checked pages have links and paths', () => {
  expect(linking.length).toBeGreaterThan(60);
  expect(proseOf('docs/architecture.md')).toContain('`packages/server/src/serve.ts`');
});
