import { join } from 'node:path'
import { readIdentity } from '../../journal/identity.ts'
import type { JournalFrame } from '../../journal/journal-reader.ts'
import { journalLimits } from '../../journal/limits.ts'
import { openJournal, type JournalOptions } from '../../journal/open-journal.ts'
import { originalOf, OwnLog } from './own-log.ts'

const SEGMENT_BYTES = 8 * 1024 * 1024

/** Beside the segments of the journal. */
export const ownLogFolder = (folder: string, lane: number): string => join(folder, `lane-${String(lane)}`)

/** The logs of single lanes beside a journal, by the numbers that cursors have for them. */
export class OwnLogs {
  private readonly logs = new Map<number, OwnLog>()
  private readonly options: Omit<JournalOptions, 'visit'>
  private readonly journalId: string

  constructor(options: Omit<JournalOptions, 'visit'>, journalId: string) {
    this.options = options
    this.journalId = journalId
  }

  get all(): ReadonlyMap<number, OwnLog> {
    return this.logs
  }

  /** Opens those of an earlier run. */
  async load(lanes: Iterable<number>): Promise<void> {
    const { fileSystem, folder } = this.options
    for (const lane of lanes)
      if ((await readIdentity(fileSystem, ownLogFolder(folder, lane))) !== undefined) await this.open(lane)
  }

  /** The log of a lane; it is made where there is none. The lock of the journal is theirs too. */
  async open(lane: number): Promise<OwnLog> {
    const known = this.logs.get(lane)
    if (known !== undefined) return known
    let copiedBelow = 0
    const visit = ({ body }: JournalFrame): void => {
      const original = originalOf(body)
      if (original !== undefined) copiedBelow = original + 1
    }
    const { limits } = this.options
    const journal = await openJournal({
      ...this.options,
      folder: ownLogFolder(this.options.folder, lane),
      lock: () => Promise.resolve(() => undefined),
      owner: { journal: this.journalId },
      visit,
      limits: {
        ...limits,
        segmentBytes: Math.min(SEGMENT_BYTES, limits?.segmentBytes ?? journalLimits.segmentBytes),
        journalBytesMax: Infinity,
        sparesMax: 1,
        lanesMax: 1,
      },
    })
    const log = new OwnLog(journal, copiedBelow)
    await log.release(log.cursor)
    this.logs.set(lane, log)
    return log
  }

  async close(): Promise<void> {
    await Promise.all([...this.logs.values()].map(({ journal }) => journal.close()))
  }
}
