const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|)$/;

/** What each `sslmode` of the driver leaves undone; the others check the certificate. */
const UNCHECKED: Readonly<Record<string, string>> = {
  '': 'is not encrypted',
  disable: 'is not encrypted',
  allow: 'is not encrypted',
  'no-verify': 'is encrypted, but the certificate of the server is not checked',
};

/**
 * What to say of a database that is reached over a network without a check of its certificate; undefined where there is
 * nothing to say.
 *
 * @example
 * tlsWarning('postgres://scim:secret@127.0.0.1/scim'); // undefined
 */
export function tlsWarning(databaseUrl: string): string | undefined {
  if (databaseUrl.startsWith('sqlite:')) return undefined;
  const { hostname, searchParams } = new URL(databaseUrl);
  const host = searchParams.get('host') ?? hostname;
  // A path leads to a socket of this machine.
  if (LOOPBACK.test(host) || host.startsWith('/')) return undefined;
  const left = UNCHECKED[searchParams.get('sslmode') ?? ''];
  return (
    left &&
    `The connection to PostgreSQL at ${host} ${left}. Take sslmode=verify-full, with sslrootcert where its authority is your own.`
  );
}
