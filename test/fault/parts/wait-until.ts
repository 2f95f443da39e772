const POLL_MS = 20

/** Waits for a condition; rejects with the words where it takes too long. */
export const waitUntil = async (
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs: number,
  pollMs = POLL_MS,
): Promise<void> => {
  const deadline = Date.now() + withinMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited ${String(withinMs)} ms in vain until ${what}`)
    await new Promise((done) => setTimeout(done, pollMs))
  }
}
