import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Failpoint } from '../base/failpoint.ts'
import type { ConnectionOptions } from '../catalog/connector.ts'
import type { CheckedProject } from '../check/checked/project.ts'
import { isLetterShape } from '../delivery/dead-letter/letter-chunk.ts'
import { openDurableState, type DurableState } from '../delivery/journalled/durable-state.ts'
import { sqliteLock } from '../journal/directory-lock.ts'
import { failpointFileSystem } from '../journal/failpoint-file-system.ts'
import { readIdentity, type JournalOwner } from '../journal/identity.ts'
import { nodeFileSystem } from '../journal/node-file-system.ts'
import { durabilityOf } from '../plan/durability.ts'
import { workerText, type WorkerNumber } from '../stream/partition-owner.ts'
import { systemClock } from './system-clock.ts'

/** Below the state folder; a worker has a folder of its own. */
export const journalFolder = (stateFolder: string): string => join(stateFolder, 'journal', '0')

const ID_BYTES = 16
/** Under which a journal's owner has the worker's number, `1/3`. */
export const WORKER = 'worker'

const isLocal = (project: CheckedProject): boolean =>
  project.streams.some((stream) => durabilityOf(stream) === 'local')

/** What a journal must not change: under these names the broker keeps what is not yet acknowledged. */
const ownerOf = (
  project: CheckedProject,
  connections: Readonly<Record<string, ConnectionOptions>>,
  worker: WorkerNumber,
): JournalOwner => {
  const local = project.streams.filter((stream) => durabilityOf(stream) === 'local')
  // Another number, or another count, would give its partitions to another journal.
  const share = local.some(({ connector }) => connector?.source?.hasPartitions === true)
    ? [[WORKER, workerText(worker)] as const]
    : []
  return Object.fromEntries([
    ...share,
    ...[...new Set(local.map(({ connection }) => connection))].flatMap((name) =>
      ['client_id', 'group'].flatMap((setting): (readonly [string, string])[] => {
        const value = connections[name]?.[setting]
        return typeof value === 'string' ? [[`${setting} of ${name}`, value]] : []
      }),
    ),
  ])
}

/** Opens the journal where the rules need one, or an earlier run has left one. */
export const openState = async (options: {
  readonly project: CheckedProject
  readonly connections: Readonly<Record<string, ConnectionOptions>>
  readonly stateFolder: string
  readonly worker: WorkerNumber
  readonly journalBytesMax: number | undefined
  readonly backlogBytesMax: number | undefined
  readonly failpoint?: Failpoint | undefined
}): Promise<DurableState | undefined> => {
  const { backlogBytesMax, connections, failpoint, journalBytesMax, project, stateFolder, worker } = options
  const folder = journalFolder(stateFolder)
  if (!isLocal(project) && (await readIdentity(nodeFileSystem, folder)) === undefined) return undefined
  return openDurableState({
    folder,
    fileSystem: failpoint === undefined ? nodeFileSystem : failpointFileSystem(nodeFileSystem, failpoint),
    clock: systemClock,
    lock: sqliteLock,
    randomId: () => randomBytes(ID_BYTES),
    owner: ownerOf(project, connections, worker),
    backlogBytesMax,
    ...(journalBytesMax === undefined ? {} : { limits: { journalBytesMax } }),
  })
}

/** Connections for which an earlier run has left rows, with their numbers. */
export const connectionsLeft = ({ backlog, registry }: DurableState): ReadonlyMap<string, number> => {
  const left = new Map<string, number>()
  for (const [id, rows] of backlog) {
    const shape = registry.shapeOf(id)
    const connection = shape === undefined || isLetterShape(shape) ? undefined : shape.connection
    if (connection !== undefined && rows > 0) left.set(connection, (left.get(connection) ?? 0) + rows)
  }
  return left
}

/** The same without the rows of some connections, which are given up. */
export const withoutRowsOf = (state: DurableState, connections: ReadonlySet<string>): DurableState => {
  const kept = [...state.backlog].filter(
    ([id]) => !connections.has(state.registry.shapeOf(id)?.connection ?? ''),
  )
  return { ...state, backlog: new Map(kept) }
}
