/** More parts has no path of this server. */
const MOST_PARTS = 10;

/** Words of a tenant URL are so; what is longer may be a token, and what has other characters a name or a mail. */
const WORD = /^[A-Za-z0-9._-]{0,30}$/;

/**
 * The path of a URL as the process log may have it: enough to see what is wrong with a tenant URL. What may be a secret or
 * somebody's name is left out, and so is the query.
 *
 * @example
 * loggablePath('/flow/contoso/scim/v2/Users/ada@contoso.example'); // '/flow/contoso/scim/v2/Users/…'
 */
export function loggablePath(path: string): string {
  const parts = path.split('/');
  const shown = parts.slice(0, MOST_PARTS).map((part, at) => {
    // Behind the name of an endpoint comes whom it is about.
    const isId = /^(Users|Groups)$/i.test(parts[at - 1] ?? '');
    return part === '' || (WORD.test(part) && !isId) ? part : '…';
  });
  return [...shown, ...(parts.length > MOST_PARTS ? ['…'] : [])].join('/');
}
