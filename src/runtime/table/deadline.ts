import { newAbort } from '../../base/abort.ts'
import type { Clock } from '../../stream/clock.ts'

/** Does something that must be done in so long; its signal is aborted, and it is left alone, when it is not. */
export const inTime = async <T>(
  clock: Clock,
  ms: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const inner = newAbort()
  const done = newAbort()
  const late = new Promise<never>((_, reject) => {
    inner.signal.addEventListener('abort', () => reject(new Error(`no answer in ${ms / 1_000} s`)))
  })
  late.catch(() => undefined)
  const abort = (): void => inner.abort()
  outer.addEventListener('abort', abort, { once: true })
  if (outer.aborted) abort()
  void clock.sleep(ms, done.signal).then(abort)
  try {
    return await Promise.race([work(inner.signal), late])
  } finally {
    outer.removeEventListener('abort', abort)
    done.abort()
  }
}
