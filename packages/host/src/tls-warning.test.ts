import { expect, it } from 'vitest';
import { tlsWarning } from './tls-warning.ts';

const at = (rest: string): string => `postgres://scim:secret@${rest}`;

it.each([
  ['without an sslmode', at('db.internal/scim'), 'is not encrypted'],
  ['with it disabled', at('db.internal:5433/scim?sslmode=disable'), 'is not encrypted'],
  [
    'without verification',
    at('db.internal/scim?sslmode=no-verify'),
    'the certificate of the server is not verified',
  ],
])('a connection over the network %s causes a warning', (_, url, words) => {
  expect(tlsWarning(url)).toContain(words);
  expect(tlsWarning(url)).not.toContain('secret');
});

it.each([
  ['verify-full', at('db.internal/scim?sslmode=verify-full')],
  ['require, which the driver verifies too', at('db.internal/scim?sslmode=require')],
  ['this machine', at('127.0.0.1:5432/scim')],
  ['this machine by IPv6', at('[::1]:5432/scim')],
  ['a socket', 'postgres://scimwright@localhost/scimwright?host=/var/run/postgresql'],
  ['a file', 'sqlite:/var/lib/scimwright.sqlite'],
])('%s causes no warning', (_, url) => {
  expect(tlsWarning(url)).toBeUndefined();
});
