// @ts-check
import { Pool } from 'undici';

/** @typedef {{ method: string, path: string, status: number, text: string, json: any, ms: number }} Answer */

/** An answer that a SCIM client could not work with. It ends the phase, and the run with an exit code. */
export class WrongAnswer extends Error {
  /** @override */
  name = 'WrongAnswer';

  /**
   * @param {string} message
   * @param {number} [status]
   */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {Pick<Answer, 'method' | 'path' | 'status' | 'text'>} answer
 * @param {string} wanted
 */
export function wrongAnswer({ method, path, status, text }, wanted) {
  const request = `${method} ${decodeURIComponent(path)}`;
  const said = text === '' ? 'nothing' : text.slice(0, 300);
  return new WrongAnswer(`${request} was answered ${status} with ${said}. Wanted: ${wanted}.`, status);
}

/** Sends requests as Entra's provisioning service does, on connections that it keeps. */
export class ScimClient {
  #pool;
  #prefix;
  #headers;

  /** @param {{ url: string, token: string, connections: number }} options */
  constructor({ url, token, connections }) {
    const { origin, pathname } = new URL(url);
    this.#prefix = pathname;
    this.#pool = new Pool(origin, {
      connections,
      pipelining: 1,
      headersTimeout: 60_000,
      bodyTimeout: 60_000,
    });
    this.#headers = { authorization: `Bearer ${token}`, accept: 'application/scim+json' };
  }

  /**
   * @param {'GET' | 'POST' | 'PATCH' | 'DELETE'} method
   * @param {string} path below the tenant URL
   * @param {object} [body]
   * @returns {Promise<Answer>} `ms` until the whole body is there, without the parsing of it
   */
  async send(method, path, body) {
    const begin = performance.now();
    const { statusCode: status, body: stream } = await this.#pool.request({
      method,
      path: this.#prefix + path,
      headers: body ? { ...this.#headers, 'content-type': 'application/scim+json' } : this.#headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await stream.text();
    const ms = performance.now() - begin;
    return { method, path, status, text, ms, json: text === '' ? undefined : parsed(text) };
  }

  /**
   * Reads an answer to its end and keeps nothing of it, so that reading a long one holds up nobody else in this process.
   *
   * @param {string} path
   * @returns {Promise<{ status: number, bytes: number, ms: number }>}
   */
  async drain(path) {
    const begin = performance.now();
    const { statusCode, body } = await this.#pool.request({
      method: 'GET',
      path: this.#prefix + path,
      headers: this.#headers,
    });
    let bytes = 0;
    for await (const chunk of body) bytes += chunk.length;
    return { status: statusCode, bytes, ms: performance.now() - begin };
  }

  close() {
    return this.#pool.destroy();
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
