/**
 * Runs a check; when it fails, the failure says where.
 *
 * @example
 * await inContext('exchange 2, DELETE /Users/2819', async () => expect(status).toBe(204));
 */
export async function inContext<Result>(about: string, check: () => Promise<Result>): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Error) error.message = `${about}: ${error.message}`;
    throw error;
  }
}
