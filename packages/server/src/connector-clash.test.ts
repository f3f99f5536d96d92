import { memoryStore } from '@scimwright/store';
import { describe, expect, it } from 'vitest';
import { connectorClash } from './connector-clash.ts';
import { createServer } from './create-server.ts';
import { flow } from './serve.fixture.ts';

const connector = (id: string, path = `/${id}/:tenant/scim/v2`) => ({
  id,
  displayName: `Product ${id}`,
  path,
});

describe('connectors of one server', () => {
  it.each<[why: string, path: string, other: string]>([
    ['a word', '/flow/:tenant/scim/v2', '/desk/:tenant/scim/v2'],
    ['the letter case of a word', '/flow/:tenant', '/Flow/:tenant'],
    ['one more word', '/flow/:tenant', '/flow/:tenant/v2'],
  ])('are distinguished by %s in their paths', (_, path, other) => {
    expect(connectorClash([connector('flow', path), connector('desk', other)])).toBeUndefined();
  });

  it.each<[why: string, path: string, other: string, told: string]>([
    ['the same path', '/api/:tenant', '/api/:tenant', '/api/:tenant'],
    ['the same path without a tenant', '/api/scim', '/api/scim', '/api/scim'],
    [
      'paths that match the same URL',
      '/api/:tenant/scim',
      '/api/contoso/scim',
      '/api/:tenant/scim and /api/contoso/scim',
    ],
  ])('are refused with %s', (_, path, other, told) => {
    expect(connectorClash([connector('flow', path), connector('board'), connector('desk', other)])).toBe(
      `The connectors "Product flow" and "Product desk" have the same path in their tenant URLs: ${told}. Give one of them another path, or serve only one of them.`,
    );
  });

  it('are refused with the same id', () => {
    expect(connectorClash([connector('flow'), connector('flow', '/other')])).toBe(
      'The connectors "Product flow" and "Product flow" have the same id, flow. Give one of them another id, or serve only one of them.',
    );
  });

  it('are refused by the server', () => {
    expect(() => createServer({ connectors: [flow, flow], store: memoryStore() })).toThrow(
      'The connectors "Contoso Flow" and "Contoso Flow" have the same id',
    );
  });
});
