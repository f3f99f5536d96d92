import { readFileSync, writeFileSync } from 'node:fs';
import type { Connector } from '@scimwright/connector-kit';
import { expect, it } from 'vitest';
import { fillTables } from './fill-tables.ts';

/**
 * Tests that the tables in a connector's README match its definition. With `README=write` in the environment, writes the
 * tables instead.
 */
export function describeReadme(connector: Connector, readme: URL): void {
  it('has tables in its README that match its definition; README=write writes them', () => {
    const text = readFileSync(readme, 'utf8');
    const filled = fillTables(text, connector);
    if (process.env['README'] === 'write') writeFileSync(readme, filled);
    expect(readFileSync(readme, 'utf8')).toBe(filled);
  });
}
