// @ts-check
import { describe, expect, it } from 'vitest';
import { fromOutside, notFromTarballs, outsideProject, scriptsIn } from './outside-project.mjs';

const packed = [
  '@scimwright/conformance',
  '@scimwright/connector-bic',
  '@scimwright/core',
  '@scimwright/host',
  '@scimwright/testing',
  'scimwright',
].map((name) => ({ name, tarball: `/packed/${name.replace('@scimwright/', '')}.tgz` }));

describe('the project outside', () => {
  it('names a tarball for each of our packages', () => {
    const project = outsideProject(packed, { vitest: '4.1.12' }, '', '');
    expect(project['package.json']).toMatchObject({
      dependencies: {
        '@scimwright/host': 'file:/packed/host.tgz',
        scimwright: 'file:/packed/scimwright.tgz',
      },
      devDependencies: {
        '@scimwright/conformance': 'file:/packed/conformance.tgz',
        '@scimwright/testing': 'file:/packed/testing.tgz',
        vitest: '4.1.12',
      },
      overrides: { '@scimwright/core': 'file:/packed/core.tgz' },
    });
  });

  it("has the connector's test, which imports the connector by its name", () => {
    const test = "import table from '../entra-table.json';\nimport { bic } from './index.ts';\n";
    expect(fromOutside(test, 'bic')).toBe(
      "import table from 'bic/entra-table.json';\nimport { bic } from 'bic';\n",
    );
  });

  it('refuses a test that needs files outside the package', () => {
    expect(() => fromOutside("import { a } from './a.fixture.ts';", 'bic')).toThrow('imports ./a.fixture.ts');
  });
});

describe('what npm installed', () => {
  it('is reported if it is our package and not a tarball', () => {
    const packages = {
      '': {},
      'node_modules/koa': { resolved: 'registry:koa' },
      'node_modules/scimwright': { resolved: 'file:../scimwright.tgz' },
      'node_modules/a/node_modules/@scimwright/core': { resolved: 'registry:core' },
    };
    expect(notFromTarballs({ packages }, ['scimwright', '@scimwright/core'])).toEqual([
      'node_modules/a/node_modules/@scimwright/core',
    ]);
  });

  it('is reported if it has an install script, unless it is optional', () => {
    const packages = {
      'node_modules/koa': {},
      'node_modules/sqlite3': { hasInstallScript: true },
      'node_modules/fsevents': { hasInstallScript: true, optional: true },
    };
    expect(scriptsIn({ packages })).toEqual(['node_modules/sqlite3']);
  });
});
