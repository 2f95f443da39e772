const POLL_MS = 20
const LOOK_MS = 2_000

export interface Progress {
  readonly isDone: () => boolean | Promise<boolean>
  /** Changes for as long as there is hope. */
  readonly reached: () => number | Promise<number>
  /** So long it may stand still. */
  readonly stillMs: number
  readonly pollMs?: number
}

/** Waits for the end of something that takes as long as the machine lets it; rejects where it stands still. */
export const waitForProgress = async (
  what: string,
  { isDone, pollMs = POLL_MS, reached, stillMs }: Progress,
): Promise<void> => {
  let last = await reached()
  let movedMs = performance.now()
  let lookedMs = movedMs
  while (!(await isDone())) {
    if (performance.now() - lookedMs > LOOK_MS) {
      const now = await reached()
      lookedMs = performance.now()
      if (now !== last) movedMs = lookedMs
      last = now
      if (lookedMs - movedMs > stillMs)
        throw new Error(`stood still at ${String(now)} for ${String(stillMs)} ms, waiting until ${what}`)
    }
    await new Promise((done) => setTimeout(done, pollMs))
  }
}
