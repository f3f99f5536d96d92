import { readFileSync, writeFileSync } from 'node:fs';
import type { Connector } from '@scimwright/connector-kit';
import { expect, it } from 'vitest';
import { fillTables } from './fill-tables.ts';

/**
 * Tests that the tables in a connector's README are those of its definition. With `README=write` in the environment it
 * writes them.
 */
export function describeReadme(connector: Connector, readme: URL): void {
  it('has the tables of its definition in its README; README=write writes them', () => {
    const text = readFileSync(readme, 'utf8');
    const filled = fillTables(text, connector);
    if (process.env['README'] === 'write') writeFileSync(readme, filled);
    expect(readFileSync(readme, 'utf8')).toBe(filled);
  });
}
