import type { Lane } from '../../delivery/lane.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { lanesLost } from './obstacles.ts'
import type { ReloadOptions } from './reload-options.ts'
import type { Running } from './running.ts'

const isUsed = (lane: Lane, { context }: Running): boolean =>
  context.ledger.targets.some((target) => context.lanes.of(target) === lane)

/** Waits until a lane without rules has delivered its last row, and closes it; a later program may take it again. */
const retire = async (lane: Lane, running: Running): Promise<void> => {
  const { durability, lanes, signal } = running.context
  const isDrained =
    (await lane.queue.quota.empty(signal)) && (await durability?.drained(lane, signal)) !== false
  if (!isDrained || signal.aborted || isUsed(lane, running)) return
  lanes.remove(lane)
  await durability?.forget(lane)
  await lane.close()
}

/** Lanes that no rule writes to go on until they are empty. */
export const retireLanes = (running: Running): void => {
  const { alarm, lanes } = running.context
  for (const lane of lanes.all) {
    if (isUsed(lane, running) || running.retiring.has(lane)) continue
    running.retiring.add(lane)
    retire(lane, running)
      .catch((error: unknown) =>
        alarm('internal-error', `${lane.name} could not be closed: ${String(error)}`),
      )
      .finally(() => running.retiring.delete(lane))
  }
}

/** Rows that are given up are dropped, and counted so. */
const bookDropped = (lane: Lane, ledger: Ledger, running: Running): void => {
  const targets = [...ledger.retired.all.flatMap((rule) => rule.targets), ...ledger.into]
  for (const { rows, target } of targets) {
    if (running.context.lanes.of(target) !== lane) continue
    rows.dropped += rows.pending
    rows.pending = 0
  }
}

/** Gives up the rows of connections that are gone, as the operator has said. */
export const discardLanes = async (running: Running, options: ReloadOptions): Promise<void> => {
  const { durability, lanes, ledger, log, signal } = running.context
  const discarded = new Set(options.discardLanes ?? [])
  for (const lane of lanesLost(running.context, options)) {
    if (!discarded.has(lane.connection.name)) continue
    await durability?.journal.flush(signal)
    lanes.remove(lane)
    await durability?.forget(lane)
    await lane.discard()
    bookDropped(lane, ledger, running)
    log.warn(`the rows that waited for ${lane.name} are given up`)
  }
}
