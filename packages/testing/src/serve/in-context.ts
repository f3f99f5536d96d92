/** Runs a check; when it fails, the failure says where. */
export async function inContext<Result>(about: string, check: () => Promise<Result>): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Error) error.message = `${about}: ${error.message}`;
    throw error;
  }
}
