// @ts-check
import { OURS, SOURCE_CONDITION } from '../manifest.mjs';
/** @import { Rule } from '../problem.mjs' */

/**
 * Nothing in package.json means something in this workspace only.
 *
 * @type {Rule}
 */
export function* manifestStandsAlone({ manifest }) {
  const { dependencies, peerDependencies, devDependencies } = manifest;
  for (const [name, range] of Object.entries({ ...devDependencies, ...dependencies, ...peerDependencies })) {
    if (!/^(workspace|catalog|link|file):/.test(range)) continue;
    yield {
      what: `${name} is asked for as ${range}`,
      why: 'npm does not know what that is',
      instead: 'pack with pnpm, which puts the version in its place',
    };
  }

  for (const [name, range] of [dependencies, peerDependencies].flatMap((some) =>
    Object.entries(some ?? {}),
  )) {
    if (OURS.test(name) || !/^\d/.test(range)) continue;
    yield {
      what: `${name} is asked for as ${range} and nothing newer`,
      why: 'whoever has another patch of it would get two copies, or a refusal by npm; and no security fix',
      instead: 'make it a range in the catalog of pnpm-workspace.yaml; the lockfile pins it here',
    };
  }

  if (JSON.stringify(manifest.exports ?? {}).includes(`"${SOURCE_CONDITION}"`)) {
    yield {
      what: `"exports" has the condition ${SOURCE_CONDITION}`,
      why: "a vendor's workspace that asks for it would compile our sources under its own settings",
      instead: 'leave it out in "publishConfig"; `npm run manifests` does',
    };
  }
}
