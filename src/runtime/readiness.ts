import { newAbort } from '../base/abort.ts'
import type { Lane } from '../delivery/lane.ts'
import type { Clock } from '../stream/clock.ts'
import type { Tables } from './table/tables.ts'
import type { SourceRunner } from './source/source-runner.ts'

/** A server that could not be reached. */
export interface Unreachable {
  readonly connection: string
  readonly reason: string
}

const isUp = (runner: SourceRunner): boolean => runner.isOpen || runner.ended

/** Waits until every source and lane has been opened, at most so long; gives the connections that have not. */
export const waitForServers = async (
  lanes: readonly Lane[],
  runners: readonly SourceRunner[],
  tables: Tables['all'],
  clock: Clock,
  timeoutMs: number,
): Promise<readonly Unreachable[]> => {
  const late = newAbort()
  const timer = new AbortController()
  const all = Promise.all([
    ...lanes.map((lane) => lane.opened(late.signal)),
    ...tables.map((table) => table.ready()),
    ...runners.map((runner) => runner.changed.until(() => isUp(runner), late.signal)),
  ])
  await Promise.race([all, clock.sleep(timeoutMs, timer.signal)])
  late.abort()
  timer.abort()
  const reasons = new Map<string, string>()
  for (const lane of lanes) if (!lane.isOpen) reasons.set(lane.connection.name, lane.reason ?? 'no answer')
  for (const table of tables)
    if (!table.isReady) reasons.set(table.shape.connection, table.outage.reason ?? 'no answer')
  const isLoaded = tables.every((table) => table.isReady)
  for (const runner of runners)
    if (isLoaded && !isUp(runner)) reasons.set(runner.name, runner.outage.reason ?? 'no answer')
  return [...reasons].map(([connection, reason]) => ({ connection, reason }))
}
