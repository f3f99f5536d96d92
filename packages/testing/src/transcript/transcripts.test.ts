import { departures } from '@scimwright/core';
import { describe, expect, it } from 'vitest';
import { crew, harbour } from '../connector/connectors.fixture.ts';
import { isCovered } from './is-covered.ts';
import { loadTranscripts, type TranscriptFile } from '@scimwright/conformance';
import { placeholdersIn } from './placeholders.ts';

const transcripts = loadTranscripts();

describe('the transcripts', () => {
  it('are many', () => {
    expect(transcripts.length).toBeGreaterThan(150);
  });

  it('have unique titles', () => {
    const titles = transcripts.map(({ title }) => title);
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
  });

  it('each run for a connector of this package, so that no misspelled condition skips one', () => {
    const skipped = transcripts.filter(
      (transcript) => ![harbour, crew].some((one) => isCovered(transcript, one)),
    );
    expect(skipped.map(({ file }) => file)).toEqual([]);
  });

  it('use placeholders only after naming them', () => {
    expect(transcripts.flatMap(unnamed)).toEqual([]);
  });

  it.each(Object.keys(departures))('contain the departure %s', (id) => {
    expect(transcripts.filter((transcript) => transcript.departures.some((made) => made === id))).not.toEqual(
      [],
    );
  });

  it.each(['patch', 'roles', 'manager', 'lifecycle', 'groups'])('have both dialects in %s', (folder) => {
    const dialects = transcripts
      .filter(({ file }) => file.startsWith(`${folder}/`))
      .map(({ dialect }) => dialect);
    expect(dialects).toEqual(expect.arrayContaining(['default', 'flagged']));
  });
});

/** The placeholders that a transcript uses before naming them. */
function unnamed({ file, values, given, exchanges }: TranscriptFile): readonly string[] {
  const known = new Set([...Object.keys(values), ...Object.keys(given.users), ...Object.keys(given.groups)]);
  return exchanges.flatMap(({ request, expect: expected, after, save }) => {
    const used = (part: unknown): readonly string[] =>
      placeholdersIn(JSON.stringify(part ?? '')).filter((name) => !known.has(name));
    const early = used(request);
    if (save !== undefined) known.add(save);
    return [...early, ...used(expected), ...used(after)].map((name) => `${file}: {${name}}`);
  });
}
