import { isLoopback } from './config.ts';

/** What each `sslmode` of the driver omits. All other modes verify the certificate. */
const UNCHECKED: Readonly<Record<string, string>> = {
  '': 'is not encrypted',
  disable: 'is not encrypted',
  allow: 'is not encrypted',
  'no-verify': 'is encrypted, but the certificate of the server is not verified',
};

/** The warning about a database connection over a network without a verified certificate, if it is one. */
export function tlsWarning(databaseUrl: string): string | undefined {
  if (databaseUrl.startsWith('sqlite:')) return undefined;
  const { hostname, searchParams } = new URL(databaseUrl);
  const host = searchParams.get('host') ?? hostname;
  // A path is a socket of this machine.
  if (host === '' || isLoopback(host) || host.startsWith('/')) return undefined;
  const left = UNCHECKED[searchParams.get('sslmode') ?? ''];
  return (
    left &&
    `The connection to PostgreSQL at ${host} ${left}. Use sslmode=verify-full, with sslrootcert if you have your own certificate authority.`
  );
}
