import { newAbort } from '../base/abort.ts'
import type { Clock } from '../stream/clock.ts'

/** What the work gives; rejects where it is not done in time. The work itself goes on, and nobody waits for it. */
export const within = async <T>(work: Promise<T>, ms: number, clock: Clock): Promise<T> => {
  const timer = newAbort()
  const late = clock.sleep(ms, timer.signal).then((): never => {
    throw new Error(`not done after ${String(ms)} ms`)
  })
  late.catch(() => undefined)
  work.catch(() => undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    timer.abort()
  }
}
