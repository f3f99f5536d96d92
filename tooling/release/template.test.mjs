// @ts-check
import { describe, expect, it } from 'vitest';
import { checkManifest, inTemplate, mendedManifest } from './template.mjs';

const main = {
  '@scimwright/source': './src/index.ts',
  types: './dist/index.d.ts',
  default: './dist/index.js',
};
const own = {
  name: '@scimwright/thing',
  version: '1.2.3',
  description: 'A thing.',
  exports: { './data.json': './data.json', '.': main },
  files: ['data.json', 'dist'],
  dependencies: { koa: 'catalog:' },
};

describe('the template of package.json', () => {
  const filled = inTemplate(own, 'packages/thing');

  it("keeps the package's own fields", () => {
    expect(filled).toMatchObject({
      name: '@scimwright/thing',
      version: '1.2.3',
      description: 'A thing.',
      dependencies: { koa: 'catalog:' },
    });
    expect(inTemplate({ ...own, keywords: ['bic'] }, 'packages/thing').keywords).toContain('bic');
  });

  it('fills in the shared fields', () => {
    expect(filled).toMatchObject({
      license: 'MIT',
      type: 'module',
      engines: { node: '>=20.19' },
      repository: { directory: 'packages/thing' },
      homepage: expect.stringMatching(/\/tree\/main\/packages\/thing#readme$/),
      files: [
        'dist',
        'src',
        'data.json',
        '!src/**/*.test.ts',
        '!src/**/*.fixture.ts',
        '!dist/**/*.tsbuildinfo',
      ],
      sideEffects: false,
    });
  });

  it("keeps the addresses and the license of a vendor's connector", () => {
    const theirs = {
      homepage: 'https://flow.example/scim',
      bugs: 'https://flow.example/scim/issues',
      license: 'UNLICENSED',
      repository: { type: 'git', url: 'git+https://flow.example/scim.git', directory: 'connectors/flow' },
    };
    const connector = { ...own, ...theirs, name: '@contoso/connector-flow' };
    expect(inTemplate(connector, 'connectors/flow')).toMatchObject(theirs);
    expect(inTemplate({ ...own, ...theirs }, 'packages/thing')).not.toMatchObject(theirs);
  });

  it('publishes the same exports without the source condition', () => {
    expect(Object.entries(filled.exports ?? {})).toEqual([
      ['.', main],
      ['./data.json', './data.json'],
      ['./package.json', './package.json'],
    ]);
    expect(filled.publishConfig).toEqual({
      access: 'public',
      exports: {
        '.': { types: './dist/index.d.ts', default: './dist/index.js' },
        './data.json': './data.json',
        './package.json': './package.json',
      },
    });
  });

  it('does not mark a package with only a program as free of side effects', () => {
    const program = inTemplate({ name: 'thing', bin: { thing: './dist/main.js' } }, 'packages/thing');
    expect(program).not.toHaveProperty('sideEffects');
    expect(program.publishConfig).toEqual({ access: 'public' });
  });

  it('is required of a package.json that differs from it, and its own output meets it', () => {
    const text = JSON.stringify(own);
    expect(checkManifest(text, 'packages/thing')).toHaveLength(1);
    expect(checkManifest(mendedManifest(text, 'packages/thing'), 'packages/thing')).toEqual([]);
  });

  it('refuses a field that it does not know', () => {
    const odd = { ...own, main: './dist/index.js' };
    expect(() => inTemplate(odd, 'packages/thing')).toThrow('packages/thing/package.json has the field main');
  });
});
