const MAX_WAIT_MS = 60_000;

/** Waits up to a minute until a condition holds. */
export async function until(holds: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  const latest = Date.now() + MAX_WAIT_MS;
  while (!(await holds())) {
    if (Date.now() > latest) throw new Error(`In a minute ${what} did not come to be.`);
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}
