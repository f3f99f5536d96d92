/** Runs a check, and adds the place to its failure. */
export async function inContext<Result>(about: string, check: () => Promise<Result>): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Error) error.message = `${about}: ${error.message}`;
    throw error;
  }
}
