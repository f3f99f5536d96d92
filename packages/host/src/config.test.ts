import { describe, expect, it } from 'vitest';
import { HostRefusal, readConfig } from './config.ts';

describe('the configuration of a host', () => {
  it('has defaults for everything: an embedded database in .data, on loopback, with a demo possible', () => {
    expect(readConfig({}, '/srv')).toEqual({
      port: 8080,
      host: '127.0.0.1',
      adminAddress: undefined,
      dataDir: '/srv/.data',
      databaseUrl: 'sqlite:/srv/.data/scimwright.sqlite',
      publicUrl: undefined,
      isBehindProxy: false,
      tenantCeiling: undefined,
      adminToken: undefined,
      nextAdminToken: undefined,
      retention: { logDays: 30, eventDays: 30 },
      stopDelay: 0,
      logLevel: 'info',
      noDemo: undefined,
    });
  });

  it.each([
    [{}, false],
    [{ PUBLIC_URL: 'http://scim.example' }, false],
    [{ PUBLIC_URL: 'https://scim.example' }, true],
    [{ PUBLIC_URL: 'https://scim.example', BEHIND_PROXY: 'false' }, false],
    [{ BEHIND_PROXY: 'true' }, true],
  ])('of %j is behind a proxy: %s', (env, isBehindProxy) => {
    expect(readConfig(env, '/srv').isBehindProxy).toBe(isBehindProxy);
  });

  it.each([
    [{ DATABASE_URL: 'sqlite:/var/lib/x.sqlite' }, 'DATABASE_URL is set'],
    [{ DATABASE_URL: 'postgres://scim@127.0.0.1/scim' }, 'DATABASE_URL is set'],
    [{ PUBLIC_URL: 'https://scim.example' }, 'PUBLIC_URL is set'],
    [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://scim.example' }, 'PUBLIC_URL is set'],
    [{ HOST: '127.0.0.1.evil.example', PUBLIC_URL: 'https://scim.example' }, 'PUBLIC_URL is set'],
    [{ HOST: '::1' }, undefined],
    [{ HOST: '[::1]' }, undefined],
    [{ HOST: 'localhost', PORT: '', PUBLIC_URL: '', DATABASE_URL: '' }, undefined],
  ])('with %j has no demo because %s', (env, noDemo) => {
    expect(readConfig(env, '/srv').noDemo).toBe(noDemo);
  });

  it.each([
    [{}, 'sqlite:/srv/.data/scimwright.sqlite'],
    [{ DATA_DIR: 'kept' }, 'sqlite:/srv/kept/scimwright.sqlite'],
    [{ DATABASE_URL: 'sqlite:kept/x.sqlite' }, 'sqlite:/srv/kept/x.sqlite'],
    [{ DATABASE_URL: 'sqlite:/var/lib/x.sqlite' }, 'sqlite:/var/lib/x.sqlite'],
    [{ DATABASE_URL: 'postgres://scim@127.0.0.1/scim' }, 'postgres://scim@127.0.0.1/scim'],
  ])('with %j keeps everything in %s, independent of the working folder', (env, databaseUrl) => {
    expect(readConfig(env, '/srv').databaseUrl).toBe(databaseUrl);
  });

  it.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ DATABASE_URL: 'sqlite::memory:' }, 'DATABASE_URL: must name a file'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: must look like sqlite:PATH'],
    [
      { DATABASE_URL: 'postgres://scim:a/b@127.0.0.1/scim' },
      'DATABASE_URL: is not a valid URL. In a user name',
    ],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of'],
    [{ ADMIN_TOKEN: 'short' }, 'ADMIN_TOKEN: must have at least 32 characters and no spaces'],
    [{ ADMIN_TOKEN: `${'a'.repeat(32)} b` }, 'ADMIN_TOKEN'],
    [{ ADMIN_TOKEN: 'a'.repeat(32) }, 'ADMIN_TOKEN: repeats one character'],
    [{ BEHIND_PROXY: 'yes' }, 'BEHIND_PROXY: must be true or false'],
    [{ TENANT_CEILING: '0' }, 'TENANT_CEILING: '],
    [{ ADMIN_TOKEN_NEXT: 'ab'.repeat(16) }, 'ADMIN_TOKEN: is required with ADMIN_TOKEN_NEXT'],
    [{ PUBLIC_URL: 'scim.example' }, 'PUBLIC_URL: must be an http or https URL'],
    [{ HOST: '0.0.0.0' }, 'PUBLIC_URL: is required when HOST is not a loopback address'],
  ])('with %j is refused, naming the variable', (env, message) => {
    expect(() => readConfig(env, '/srv')).toThrow(HostRefusal);
    expect(() => readConfig(env, '/srv')).toThrow(message);
  });

  it('names every invalid variable at once, and no value', () => {
    const read = () => readConfig({ PORT: 'x', DATABASE_URL: 'postgres:secret@x', LOG_LEVEL: 'y' }, '/srv');
    expect(read).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*LOG_LEVEL/);
    expect(read).not.toThrow('secret');
  });

  it('removes a trailing slash from PUBLIC_URL', () => {
    expect(readConfig({ PUBLIC_URL: 'https://scim.example/base/' }, '/srv').publicUrl).toBe(
      'https://scim.example/base',
    );
  });
});
