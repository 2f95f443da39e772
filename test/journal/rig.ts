import { openJournal } from '../../src/journal/open-journal.ts'
import type { FileSystem } from '../../src/journal/file-system.ts'
import type { Journal } from '../../src/journal/journal.ts'
import type { JournalLimits } from '../../src/journal/limits.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'

export const FOLDER = '/state/journal/0'

export const smallLimits: Partial<JournalLimits> = {
  segmentBytes: 4096,
  groupBytesMax: 2048,
  readBytesMax: 1024,
  lanesMax: 8,
}

export interface Opened {
  readonly journal: Journal
  /** What recovery gave, by sequence. */
  readonly frames: Map<number, string>
  /** Sequences in the order in which they came. */
  readonly order: number[]
}

/** Opens a journal on a disk in memory with a lock that nobody else wants. */
export const open = async (
  fileSystem: FileSystem,
  limits: Partial<JournalLimits> = smallLimits,
): Promise<Opened> => {
  const frames = new Map<number, string>()
  const order: number[] = []
  const journal = await openJournal({
    folder: FOLDER,
    fileSystem,
    clock: new VirtualClock(),
    lock: async () => () => undefined,
    randomId: () => Buffer.from('0123456789abcdef'),
    owner: { broker: 'worker-1' },
    limits,
    visit: ({ sequence, body }) => {
      order.push(sequence)
      frames.set(sequence, body.toString('latin1'))
    },
  })
  return { journal, frames, order }
}

export const bodyOf = (n: number, bytes: number): Buffer =>
  Buffer.from(`${String(n)}:`.padEnd(bytes, 'x'), 'latin1')

/** All that a journal gives to a reader. */
export const readAll = async (journal: Journal, from: number): Promise<Map<number, string>> => {
  const reader = journal.read(from)
  const found = new Map<number, string>()
  for (let frames = await reader.next(); frames.length > 0; frames = await reader.next())
    for (const { sequence, body } of frames) found.set(sequence, body.toString('latin1'))
  await reader.close()
  return found
}
