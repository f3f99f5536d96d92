// @ts-check
// Fetches PgBouncer for the tests, on a machine that installs packages with apt and has none. It is not installed, so that no service starts: the
// program and the libraries that the machine lacks are unpacked into a folder, where `packages/test-databases` finds them. Where that does not work,
// the tests behind PgBouncer are skipped.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../workspace/root.mjs';

const SECONDS = 60;
const target = join(root, 'node_modules', '.cache', 'pgbouncer');
const folder = mkdtempSync(join(tmpdir(), 'scimwright-apt-'));

/** @param {string} command @param {readonly string[]} args */
function run(command, ...args) {
  const env = { ...process.env, LD_LIBRARY_PATH: target };
  const { status } = spawnSync(command, args, { stdio: 'ignore', timeout: SECONDS * 1_000, env });
  return status === 0;
}

/** What apt fetches: the package, and those that it needs and the machine lacks. */
function download() {
  mkdirSync(join(folder, 'partial'));
  const install = ['install', '--yes', '--no-install-recommends', '--download-only'];
  const args = [...install, '--option', `Dir::Cache::archives=${folder}`, 'pgbouncer'];
  return run('apt-get', ...args) || (run('apt-get', 'update') && run('apt-get', ...args));
}

/** @param {string} from */
function unpack(from) {
  mkdirSync(target, { recursive: true });
  for (const entry of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const name = basename(entry);
    if (!/^(pgbouncer$|lib.*\.so\.)/.test(name) || !/(s?bin|lib[^/]*|linux-gnu)\/[^/]+$/.test(entry))
      continue;
    copyFileSync(join(from, entry), join(target, name));
    chmodSync(join(target, name), 0o755);
  }
}

try {
  const isThere = ['/usr/sbin/pgbouncer', join(target, 'pgbouncer')].some((file) => run(file, '--version'));
  if (isThere) console.log('[ci] PgBouncer is there.');
  else if (download()) {
    const whole = join(folder, 'whole');
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.deb'))) {
      run('dpkg-deb', '--extract', join(folder, name), whole);
    }
    unpack(whole);
    console.log('[ci] PgBouncer was fetched for the tests.');
  } else console.log('[ci] PgBouncer cannot be fetched: its tests are skipped.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
