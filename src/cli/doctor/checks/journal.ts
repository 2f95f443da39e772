import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ProbeFinding } from '../../../catalog/probe.ts'
import { isLetterShape } from '../../../delivery/dead-letter/letter-chunk.ts'
import { readSubscriptions, SUBSCRIPTIONS_NOTE } from '../../../delivery/journalled/source-memories.ts'
import { TargetRegistry } from '../../../delivery/journalled/target-registry.ts'
import { inspectJournal, inspectNote, type Inspection } from '../../../journal/inspect.ts'
import { nodeFileSystem } from '../../../journal/node-file-system.ts'
import { durabilityOf } from '../../../plan/durability.ts'
import { journalFolder, WORKER } from '../../open-state.ts'
import { systemClock } from '../../system-clock.ts'
import type { DoctorCheck, Examined } from '../check.ts'

/** Journals of other workers than ours: their sessions go on receiving, and nobody reads them. */
const orphans = async (own: string): Promise<readonly ProbeFinding[]> => {
  const names = await readdir(dirname(own)).catch(() => [])
  return names
    .map((name) => join(dirname(own), name))
    .filter((folder) => folder !== own)
    .map((folder) => ({
      level: 'warn',
      message: `${folder} is the journal of a worker that does not run any more`,
      help: 'run it once more until it is empty, or remove the folder and end its broker session',
    }))
}

/** The broker keeps messages under the name that the journal knows; under another one they are never read. */
const owners = ({ identity }: Inspection, { connections }: Examined): readonly ProbeFinding[] =>
  Object.entries(identity.owner).flatMap(([what, before]): readonly ProbeFinding[] => {
    // Which worker it is, is said when it starts.
    if (what === WORKER) return []
    const [setting = '', name = ''] = what.split(' of ')
    const settings = Array.isArray(connections)
      ? undefined
      : (connections as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[name]
    const now = settings?.[setting]
    if (now === before) return []
    return [
      {
        level: 'fail',
        message: `the journal was made for ${what} ${before}, and sluice.yaml has ${typeof now === 'string' ? now : 'none'}: the session of ${before} is an orphan`,
        help: 'put the old name back, or take another state folder and end that session at the broker',
      },
    ]
  })

const gone = async (
  { cursors, folder, segments }: Inspection,
  { loaded }: Examined,
): Promise<readonly ProbeFinding[]> => {
  const registry = await TargetRegistry.load({
    readNote: (name) => inspectNote(nodeFileSystem, folder, name),
    writeNote: () => Promise.resolve(),
  })
  const end = segments.at(-1)?.end ?? 0
  const known = new Set(loaded.settings?.connections.keys())
  const lost = new Set(
    registry.all.flatMap(({ lane, shape }) => {
      const number = registry.laneNumbers.get(lane)
      const cursor =
        typeof cursors === 'string' || number === undefined ? undefined : cursors.lanes.get(number)
      const waits = cursor !== undefined && cursor < end
      const isOurs = isLetterShape(shape) || shape.connection === '' || known.has(shape.connection)
      return waits && !isOurs ? [shape.connection] : []
    }),
  )
  return [...lost].map((name) => ({
    level: 'warn',
    message: `frames wait for ${name}, which sluice.yaml does not have any more`,
    help: `bring the connection back, or give the rows up with --discard-lane ${name}`,
  }))
}

/** Sessions that were subscribed for streams that are gone: they go on receiving, and nobody reads them. */
const unread = async ({ folder }: Inspection, { loaded }: Examined): Promise<readonly ProbeFinding[]> => {
  const note = await inspectNote(nodeFileSystem, folder, SUBSCRIPTIONS_NOTE)
  const read = new Set(
    loaded.project.streams.map(({ connection, connector, name: stream, options, topics }) =>
      JSON.stringify([connection, connector?.source?.sourceOf?.({ stream, options, topics }) ?? '']),
    ),
  )
  return Object.entries(readSubscriptions(note))
    .filter(([source]) => !read.has(source))
    .map(([source, filters]) => {
      const [connection, share] = JSON.parse(source) as readonly string[]
      const whose = share === '' ? String(connection) : `${String(connection)} (share '${String(share)}')`
      return {
        level: 'warn',
        message: `the broker's session of ${whose} has ${String(filters.length)} subscriptions, and no stream reads it`,
        help: 'bring the stream back and take it out with sluice reload, or end that session at the broker',
      }
    })
}

/** The journal is whole and ours; others are left over. */
export const journal: DoctorCheck = {
  name: 'journal',
  run: async (examined) => {
    const folder = journalFolder(examined.stateFolder)
    const others = await orphans(folder)
    try {
      const found = await inspectJournal(nodeFileSystem, folder, systemClock)
      if (found === undefined) {
        const isNeeded = examined.loaded.project.streams.some((stream) => durabilityOf(stream) === 'local')
        const message = isNeeded ? 'there is none yet; the first start makes it' : 'none is needed'
        return [{ level: 'ok', message }, ...others]
      }
      const frames = found.segments.reduce((sum, one) => sum + one.frames, 0)
      const whole: ProbeFinding = found.damaged
        ? {
            level: 'fail',
            message: 'it is damaged',
            help: 'sluice journal verify shows where; sluice journal repair keeps what is whole',
          }
        : {
            level: 'ok',
            message: `${String(frames)} frames in ${String(found.segments.length)} segments are whole`,
          }
      return [
        whole,
        ...owners(found, examined),
        ...(await gone(found, examined)),
        ...(await unread(found, examined)),
        ...others,
      ]
    } catch (error) {
      return [{ level: 'fail', message: (error as Error).message, help: 'sluice journal repair' }, ...others]
    }
  },
}
