import type { RequestListener } from 'node:http';

/** What a proxy in front may have read as another path: `.` and `..` as segments, slashes and dots behind a `%`. */
const READ_OTHERWISE = /\/\.{1,2}(\/|$)|%2e|%2f|%5c|\\/i;

/**
 * Puts listeners under paths of their own, in front of one for everything else. A path that a proxy may have taken for one
 * outside of these, and let through, goes to the last.
 *
 * @example
 * const listener = mount({ '/admin/api': answerAdmin }, answerScim);
 */
export function mount(
  listeners: Readonly<Record<`/${string}`, RequestListener>>,
  otherwise: RequestListener,
): RequestListener {
  const mounted = Object.entries(listeners);
  return (request, response) => {
    const path = request.url?.split('?', 1).join('') ?? '';
    const [, listener = otherwise] =
      mounted.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`)) ?? [];
    if (READ_OTHERWISE.test(path)) otherwise(request, response);
    else listener(request, response);
  };
}
