const MAX_WAIT_MS = 60_000;

/** Waits up to a minute until a condition holds. */
export async function until(holds: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  const latest = Date.now() + MAX_WAIT_MS;
  while (!(await holds())) {
    if (Date.now() > latest) throw new Error(`Waited a minute in vain for ${what}.`);
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}
