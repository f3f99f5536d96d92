// @ts-check
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { publicPackages } from '../release/manifest.mjs';

/**
 * Compares the reports in the tree with the public surface of every entry, as the built declarations have it.
 *
 * @param {string} root
 * @returns {{ changed: { report: string, text: string }[], stale: string[] }} the
 *   outdated reports with their new texts, and the reports of entries that no longer exist
 */
export function readReports(root) {
  const entries = publicEntries(root);
  const into = mkdtempSync(join(tmpdir(), 'scimwright-api-'));
  try {
    const configs = entries.map((entry) => ({ entry, config: configOf(root, entry, into) }));
    const [first] = configs;
    if (first === undefined) return { changed: [], stale: [] };
    // One program for all entries, so that shared declarations are read once.
    const compilerState = CompilerState.create(first.config, {
      additionalEntryPoints: entries.map(({ types }) => join(root, types)),
    });
    const reports = configs.map(({ entry, config }) => {
      Extractor.invoke(config, {
        compilerState,
        localBuild: true,
        messageCallback: (message) => {
          message.handled = message.logLevel !== ExtractorLogLevel.Error;
        },
      });
      return { ...entry, text: readFileSync(config.reportFilePath, 'utf8') };
    });
    const changed = reports
      .map(({ folder, report, text }) => ({
        report,
        text: withoutOtherEntries(text, namesIn(reports, folder)),
      }))
      .filter(({ report, text }) => {
        const file = join(root, report);
        return !existsSync(file) || readFileSync(file, 'utf8') !== text;
      });
    return { changed, stale: staleReports(root, entries) };
  } finally {
    rmSync(into, { recursive: true });
  }
}

/**
 * The names that the entries of one package export.
 *
 * @param {readonly (PublicEntry & { text: string })[]} reports
 * @param {string} folder
 */
function namesIn(reports, folder) {
  const texts = reports.filter((one) => one.folder === folder).map(({ text }) => text);
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/^export (?:abstract )?\w+ (\w+)/gm)].map(([, name]) => name)),
  );
}

/**
 * The extractor knows one entry at a time: it calls a symbol forgotten that another entry exports.
 *
 * @param {string} text
 * @param {ReadonlySet<string | undefined>} exported
 */
function withoutOtherEntries(text, exported) {
  const kept = text.split('\n').filter((line) => {
    const [, name] = /\(ae-forgotten-export\) The symbol "(\w+)"/.exec(line) ?? [];
    return !exported.has(name);
  });
  return kept.join('\n').replace(/\/\/ Warnings were encountered during analysis:\n\/\/\n(?!\/\/ )/, '');
}

/**
 * @param {string} root
 * @param {PublicEntry} entry
 * @param {string} into
 */
function configOf(root, { folder, types, report }, into) {
  const projectFolder = join(root, folder);
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(projectFolder, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder,
      mainEntryPointFilePath: join(root, types),
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'es2022',
            lib: ['es2023'],
            module: 'nodenext',
            strict: true,
            skipLibCheck: true,
            types: ['node'],
          },
          files: [join(root, types)],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: basename(report),
        reportFolder: join(into, folder),
        reportTempFolder: join(into, folder, 'temporary'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None },
          // A type that a public name needs but that cannot be imported.
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.None, addToApiReportFile: true },
        },
      },
    },
  });
}

/**
 * An entry that users of a package import, and the path of its report.
 *
 * @typedef {{ name: string, folder: string, types: string, report: string }} PublicEntry `name` is what an import
 *   says, such as `@scimwright/core/filter`; the paths are relative to the root
 */

const REPORTS = 'api';

/**
 * Every entry with types of every public package, as `exports` of its package.json names them.
 *
 * @param {string} root
 * @returns {PublicEntry[]}
 */
export function publicEntries(root) {
  return publicPackages(root).flatMap(({ name, folder }) => {
    /** @type {{ exports?: Record<string, string | { types?: string }> }} */
    const { exports = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return Object.entries(exports).flatMap(([entry, conditions]) => {
      if (typeof conditions === 'string' || conditions.types === undefined) return [];
      const file = entry === '.' ? 'index' : entry.slice('./'.length).replaceAll('/', '-');
      return [
        {
          name: `${name}${entry.slice('.'.length)}`,
          folder,
          types: join(folder, conditions.types),
          report: join(folder, REPORTS, `${file}.api.md`),
        },
      ];
    });
  });
}

/**
 * The reports of entries that no longer exist.
 *
 * @param {string} root
 * @param {readonly PublicEntry[]} entries
 */
function staleReports(root, entries) {
  const known = new Set(entries.map(({ report }) => report));
  return publicPackages(root)
    .map(({ folder }) => join(folder, REPORTS))
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((file) => join(folder, file)))
    .filter((file) => !known.has(file));
}
