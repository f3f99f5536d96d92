/** The URL of a database as it may be shown and kept. */
export interface OpenUrl {
  readonly url: string;
  /** Whether a password was taken out. */
  readonly hadPassword: boolean;
}

/**
 * Takes the password out of the URL of a database.
 *
 * @example
 * withoutPassword('postgres://scim:secret@db/scim'); // { url: 'postgres://scim@db/scim', hadPassword: true }
 */
export function withoutPassword(databaseUrl: string): OpenUrl {
  if (databaseUrl.startsWith('sqlite:')) return { url: databaseUrl, hadPassword: false };
  const url = new URL(databaseUrl);
  // The driver takes a password from the query too.
  const secrets = [...url.searchParams.keys()].filter((name) => /pass/i.test(name));
  const hadPassword = url.password !== '' || secrets.length > 0;
  url.password = '';
  for (const name of secrets) url.searchParams.delete(name);
  return { url: url.href, hadPassword };
}
