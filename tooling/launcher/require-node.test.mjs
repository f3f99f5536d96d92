// @ts-check
import { describe, expect, it } from 'vitest';
import { requireNode } from './require-node.mjs';

describe('the version of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.11.1'])('%s will do', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });

  it.each(['18.20.8', '20.18.3', '20.9.0'])('%s is refused, with the way to a newer one', (version) => {
    expect(() => requireNode(version)).toThrow(
      new RegExp(`needs Node 20\\.19 or newer; this is Node ${version}[^]*nvm install`),
    );
  });
});
