import { ownLogFolder } from '../delivery/journalled/own-logs.ts'
import { TargetRegistry } from '../delivery/journalled/target-registry.ts'
import { decodeContent, type FrameContent } from '../journal/content/frame-content.ts'
import { readCursors, type Cursors } from '../journal/cursor-file.ts'
import { inspectJournal, inspectNote, type Inspection } from '../journal/inspect.ts'
import { nodeFileSystem } from '../journal/node-file-system.ts'
import { systemClock } from './system-clock.ts'

/** What a journal that is only looked at has for one lane. */
export interface JournalLane {
  readonly lane: string
  readonly cursor: number
  readonly framesWaiting: number
  /** Copies in the lane's own log are among them. */
  readonly rowsWaiting: number
}

/** A journal with its lanes and the logs of their own that some have. */
export interface InspectedLanes {
  readonly found: Inspection
  readonly lanes: readonly JournalLane[]
  readonly ownLogs: readonly Inspection[]
}

const NO_CURSORS: Cursors = { syncedBelow: 0, lanes: new Map(), marks: new Map() }

const cursorsOf = async (folder: string): Promise<Cursors> => {
  const cursors = await readCursors({ fileSystem: nodeFileSystem, folder })
  return typeof cursors === 'string' ? NO_CURSORS : cursors
}

const contentOf = (body: Buffer, registry: TargetRegistry): FrameContent | undefined => {
  try {
    return decodeContent(body, (id) => registry.shapeOf(id))
  } catch {
    return undefined
  }
}

/** Counts the copies in a lane's own log, and says up to which frame of the journal there are copies. */
const lookAtOwn = async (folder: string, mark: number, registry: TargetRegistry) => {
  const cursor = (await cursorsOf(folder)).lanes.get(0) ?? 0
  let copiedBelow = 0
  let rows = 0
  const found = await inspectJournal(nodeFileSystem, folder, systemClock, ({ body, sequence }) => {
    const content = contentOf(body, registry)
    const original = content?.copyOf[0]
    if (content === undefined || original === undefined) return
    copiedBelow = original + 1
    if (sequence >= cursor && original >= mark)
      rows += content.rows.reduce((sum, { chunk }) => sum + chunk.count, 0)
  })
  return { found, copiedBelow, rows }
}

/** Reads a journal and the rows that wait in it, by lane; undefined where there is none. Changes nothing. */
export const inspectLanes = async (folder: string): Promise<InspectedLanes | undefined> => {
  const registry = await TargetRegistry.load({
    readNote: (name) => inspectNote(nodeFileSystem, folder, name),
    writeNote: () => Promise.resolve(),
  })
  const cursors = await cursorsOf(folder)
  const waiting = new Map<string, { from: number; rows: number }>()
  const ownLogs: Inspection[] = []
  for (const [lane, number] of registry.laneNumbers) {
    const cursor = cursors.lanes.get(number)
    if (cursor === undefined) continue
    const mark = cursors.marks.get(number) ?? cursor
    const own = await lookAtOwn(ownLogFolder(folder, number), mark, registry)
    if (own.found !== undefined) ownLogs.push(own.found)
    waiting.set(lane, { from: Math.max(cursor, own.copiedBelow), rows: own.rows })
  }
  const found = await inspectJournal(nodeFileSystem, folder, systemClock, ({ body, sequence }) => {
    for (const { chunk, target } of contentOf(body, registry)?.rows ?? []) {
      const lane = waiting.get(registry.laneOf(target) ?? '')
      if (lane !== undefined && sequence >= lane.from) lane.rows += chunk.count
    }
  })
  if (found === undefined) return undefined
  const end = found.segments.at(-1)?.end ?? 0
  const lanes = [...waiting].map(([lane, { rows }]) => {
    const cursor = cursors.lanes.get(registry.laneNumber(lane)) ?? 0
    return { lane, cursor, framesWaiting: Math.max(0, end - cursor), rowsWaiting: rows }
  })
  return { found, lanes, ownLogs }
}
