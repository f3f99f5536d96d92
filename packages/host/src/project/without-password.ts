/** The URL of a database without its password. */
export interface OpenUrl {
  readonly url: string;
  /** Whether a password was removed. */
  readonly hadPassword: boolean;
}

/**
 * Removes the password from the URL of a database.
 *
 * @example
 * withoutPassword('postgres://scim:secret@db/scim'); // { url: 'postgres://scim@db/scim', hadPassword: true }
 */
export function withoutPassword(databaseUrl: string): OpenUrl {
  if (databaseUrl.startsWith('sqlite:')) return { url: databaseUrl, hadPassword: false };
  const url = new URL(databaseUrl);
  // The driver accepts a password in the query too.
  const secrets = [...url.searchParams.keys()].filter((name) => /pass/i.test(name));
  const hadPassword = url.password !== '' || secrets.length > 0;
  url.password = '';
  for (const name of secrets) url.searchParams.delete(name);
  return { url: url.href, hadPassword };
}
