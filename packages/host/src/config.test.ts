import { describe, expect, it } from 'vitest';
import { HostRefusal, readConfig } from './config.ts';

describe('the configuration of a host', () => {
  it('needs nothing: an embedded database in .data, on this machine alone, with a demo', () => {
    expect(readConfig({}, '/srv')).toEqual({
      port: 8080,
      host: '127.0.0.1',
      dataDir: '/srv/.data',
      databaseUrl: 'sqlite:/srv/.data/scimwright.sqlite',
      publicUrl: undefined,
      adminToken: undefined,
      logLevel: 'info',
      hasDemo: true,
    });
  });

  it.each([
    [{ DATABASE_URL: 'sqlite:/var/lib/x.sqlite' }, false],
    [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://scim.example' }, false],
    [{ HOST: '::1' }, true],
    [{ HOST: '[::1]' }, true],
    [{ HOST: 'localhost', PORT: '' }, true],
    [{ HOST: '127.0.0.1.evil.example', PUBLIC_URL: 'https://scim.example' }, false],
  ])('with %j has a demo: %s', (env, hasDemo) => {
    expect(readConfig(env, '/srv').hasDemo).toBe(hasDemo);
  });

  it.each([
    [{ PORT: 'eighty' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: must look like sqlite:PATH'],
    [{ DATABASE_URL: 'postgres://scim:a/b@127.0.0.1/scim' }, 'DATABASE_URL: is not a URL: in a user name'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of'],
    [{ ADMIN_TOKEN: 'short' }, 'ADMIN_TOKEN: must have at least 32 characters, without spaces'],
    [{ ADMIN_TOKEN: `${'a'.repeat(32)} b` }, 'ADMIN_TOKEN'],
    [{ PUBLIC_URL: 'scim.example' }, 'PUBLIC_URL: must be an http or https URL'],
    [{ HOST: '0.0.0.0' }, 'PUBLIC_URL: is needed when HOST is not a loopback address'],
  ])('with %j is refused, naming the variable', (env, message) => {
    expect(() => readConfig(env, '/srv')).toThrow(HostRefusal);
    expect(() => readConfig(env, '/srv')).toThrow(message);
  });

  it('says everything that is wrong at once, and no value', () => {
    const read = () => readConfig({ PORT: 'x', DATABASE_URL: 'postgres:secret@x', LOG_LEVEL: 'y' }, '/srv');
    expect(read).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*LOG_LEVEL/);
    expect(read).not.toThrow('secret');
  });

  it('takes the slash from the end of PUBLIC_URL', () => {
    expect(readConfig({ PUBLIC_URL: 'https://scim.example/base/' }, '/srv').publicUrl).toBe(
      'https://scim.example/base',
    );
  });
});
