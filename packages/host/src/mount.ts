import type { RequestListener } from 'node:http';

/**
 * Puts listeners under paths of their own, in front of one for everything else.
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
    listener(request, response);
  };
}
