import type { ConnectionOptions, SinkEntry } from '../catalog/connector.ts'
import type { ProbeFinding, ProbeUse } from '../catalog/probe.ts'
import type { Clock } from '../stream/clock.ts'
import type { Log } from '../stream/log.ts'

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** Logs in and looks at each target, as a lane does when it opens. */
export const probeSink = async (
  sink: SinkEntry,
  name: string,
  options: ConnectionOptions,
  use: ProbeUse,
  clock: Clock,
): Promise<readonly ProbeFinding[]> => {
  const targets = new Map(use.targets.map((target) => [sink.laneOf(target), target]))
  return Promise.all(
    [...targets].map(async ([lane, target]): Promise<ProbeFinding> => {
      const one = sink.create(name, options, target)
      const ended = new AbortController()
      try {
        const opened = one.open({ clock, log: quiet, signal: ended.signal })
        const late = clock.sleep(use.timeoutMs, ended.signal).then(() => undefined)
        const result = await Promise.race([opened, late])
        if (result?.kind === 'open')
          return { level: 'ok', message: lane === '' ? 'the server answers' : `${lane} can be written` }
        const why = result?.message ?? 'no answer'
        return {
          level: 'fail',
          message: lane === '' ? `the server cannot be used: ${why}` : `${lane}: ${why}`,
          help: 'start the server, or correct address, user or table',
        }
      } catch (error) {
        return { level: 'fail', message: `${lane}: ${(error as Error).message}` }
      } finally {
        ended.abort()
        await one.close().catch(() => undefined)
      }
    }),
  )
}
