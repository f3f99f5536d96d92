import { expect } from 'vitest';

/** A page of a list. */
export interface ListPage<Resource> {
  readonly Resources?: readonly Resource[];
  readonly totalResults?: number;
}

/** Reads all resources of a list page by page; `readPage` gets the query of a page. */
export async function listAll<Resource>(
  readPage: (query: string) => Promise<ListPage<Resource>>,
  pageSize: number,
): Promise<readonly Resource[]> {
  const all: Resource[] = [];
  for (let startIndex = 1; ; startIndex += pageSize) {
    const { Resources = [], totalResults = 0 } = await readPage(`startIndex=${startIndex}&count=${pageSize}`);
    expect(Resources.length).toBeLessThanOrEqual(pageSize);
    all.push(...Resources);
    if (startIndex + pageSize > totalResults) return all;
  }
}
