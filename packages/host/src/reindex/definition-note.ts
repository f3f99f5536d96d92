import { createHash } from 'node:crypto';
import type { ResourceType } from '@scimwright/core';
import { indexDefinition, indexDefinitionParts } from '@scimwright/core/resource';
import type { Definition } from '@scimwright/store';
import { z } from 'zod';

/** Hashes of the parts of a definition. */
const parts = z.object({
  indexes: z.record(z.string(), z.string()),
  document: z.string().optional(),
});

/** The indexes, by path, and whether the search documents, that resources do not all have yet. */
const changed = z.object({ indexes: z.array(z.string()), document: z.boolean() });

/** Behind which resource of which tenant a reindexing goes on. Tenants come in order of their names. */
const position = z.object({ tenant: z.string(), after: z.string().optional() });

const note = z.object({
  /** The hash of the definition that the note is about. */
  definition: z.string(),
  /** What every resource follows, also half-way through a reindexing. */
  parts,
  /** What the reindexing makes, or made last. */
  changed,
  /** How far it is; absent at its beginning and its end. */
  at: position.optional(),
});

export type DefinitionParts = z.infer<typeof parts>;
export type Changed = z.infer<typeof changed>;
export type Position = z.infer<typeof position>;

/** What a host notes beside a definition in the database. */
export type DefinitionNote = z.infer<typeof note>;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The hash of a definition, and the hashes of its parts. */
export function hashDefinition(type: ResourceType): {
  readonly definition: string;
  readonly parts: DefinitionParts;
} {
  const { indexes, document } = indexDefinitionParts(type);
  return {
    definition: sha256(indexDefinition(type)),
    parts: {
      indexes: Object.fromEntries(Object.entries(indexes).map(([path, part]) => [path, sha256(part)])),
      ...(document !== undefined && { document: sha256(document) }),
    },
  };
}

/** The note about a stored definition; undefined when the definition was set by a host that writes other notes or none. */
export function readNote({ definition, progress }: Definition): DefinitionNote | undefined {
  if (progress === undefined) return undefined;
  const read = note.safeParse(parseText(progress)).data;
  return definition === '' || definition === read?.definition ? read : undefined;
}

/** Another version may write notes in another form. */
function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const NO_PARTS: DefinitionParts = { indexes: {} };

/** What a definition has that resources do not follow yet. */
export function changedSince(before: DefinitionParts | undefined, after: DefinitionParts): Changed {
  const { indexes, document } = before ?? NO_PARTS;
  return {
    indexes: Object.keys(after.indexes).filter((path) => indexes[path] !== after.indexes[path]),
    document: after.document !== undefined && after.document !== document,
  };
}

/** What resources follow while they are reindexed from one definition to another. */
export function sharedParts(before: DefinitionParts | undefined, after: DefinitionParts): DefinitionParts {
  const { indexes, document } = before ?? NO_PARTS;
  const shared = Object.entries(after.indexes).filter(([path, part]) => indexes[path] === part);
  return {
    indexes: Object.fromEntries(shared),
    ...(document !== undefined && document === after.document && { document }),
  };
}

/** Whether a reindexing makes nothing that a request could miss. */
export function isNothing({ indexes, document }: Changed): boolean {
  return indexes.length === 0 && !document;
}
