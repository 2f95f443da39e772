import { resolve } from 'node:path'
import { closeDurableState, type DurableState } from '../../delivery/journalled/durable-state.ts'
import { JournalRefused } from '../../journal/refusal.ts'
import type { ResolvedConnections } from '../../project/resolve-connections.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { failpointOf } from '../failpoint.ts'
import type { LoadedRules } from '../load-rules.ts'
import { connectionsLeft, openState, withoutRowsOf } from '../open-state.ts'
import type { WorkerNumber } from '../../stream/partition-owner.ts'
import { DEFAULT_STATE_FOLDER } from '../state-folder.ts'
import { writeLine, type Terminal } from '../terminal.ts'

/** Where the worker keeps its state: what was named, else what sluice.yaml says. */
export const workerFolder = (
  terminal: Terminal,
  { directory, settings }: LoadedRules,
  state: string | undefined,
): string =>
  state === undefined
    ? resolve(directory, settings?.state.folder ?? DEFAULT_STATE_FOLDER)
    : resolve(terminal.directory, state)

/** The journal, or what keeps it from being used. */
export const readyState = async (
  terminal: Terminal,
  { project, settings }: LoadedRules,
  connections: ResolvedConnections,
  {
    discardLane,
    stateFolder,
    worker,
  }: {
    readonly stateFolder: string
    readonly discardLane: readonly string[]
    readonly worker: WorkerNumber
  },
): Promise<DurableState | ExitCode | undefined> => {
  const { journal_bytes_max: journalBytesMax, backlog_bytes_max: backlogBytesMax } = settings?.state ?? {}
  let state
  try {
    const failpoint = failpointOf(terminal.environment)
    const limits = { journalBytesMax, backlogBytesMax }
    const own = { project, connections: connections.options, stateFolder, worker, ...limits }
    state = await openState({ ...own, failpoint })
  } catch (error) {
    if (!(error instanceof JournalRefused)) throw error
    await writeLine(terminal.err, error.message)
    return exitCode.usage
  }
  if (state === undefined) return undefined
  const discarded = new Set(discardLane)
  const lost = [...connectionsLeft(state)].filter(
    ([name]) => settings?.connections.has(name) !== true && !discarded.has(name),
  )
  if (lost.length === 0) return withoutRowsOf(state, discarded)
  for (const [name, rows] of lost)
    await writeLine(
      terminal.err,
      `the journal has ${String(rows)} rows for ${name}, which sluice.yaml no longer has: bring the connection back, or give the rows up with --discard-lane ${name}`,
    )
  await closeDurableState(state)
  return exitCode.usage
}
