import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { transcript, type Transcript } from './transcript.ts';

/** The folder beside both `src` and `dist`. */
const folder = new URL('../../transcripts/', import.meta.url);

/** A transcript and its file. */
export interface TranscriptFile extends Transcript {
  /** Relative to the folder of transcripts, such as `patch/replace.json`. */
  readonly file: string;
}

/**
 * Reads every transcript of this package.
 *
 * @throws Error that names the file and each wrong part of it
 *
 * @example
 * loadTranscripts().map(({ title }) => title);
 */
export function loadTranscripts(): readonly TranscriptFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .map((file) => {
      const parsed = transcript.safeParse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
      if (parsed.success) return { ...parsed.data, file };
      throw new Error(`transcripts/${file} is not a transcript.\n${z.prettifyError(parsed.error)}`);
    });
}
