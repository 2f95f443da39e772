import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/cli/system-clock.ts'
import { nodeFileSystem } from '../../src/journal/node-file-system.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { median } from './measure.ts'

const ROUNDS = 3
const FILE_BYTES = 64 * 1024 * 1024
/** Enough for every segment to have been written once. */
const WARM_BYTES = 128 * 1024 * 1024
const SAVE_BYTES = 8 * 1024 * 1024

interface Shape {
  readonly frameBytes: number
  readonly frames: number
  /** Frames of which one sync confirms all: those that come while the one before is under way. */
  readonly together: number
}

/** The least that a disk asks for: write and fdatasync of so many bytes, into a file that has its size. */
const bare = async (folder: string, { frameBytes, frames, together }: Shape): Promise<number> => {
  const file = await nodeFileSystem.open(join(folder, 'bare'), 'create')
  await file.write(Buffer.alloc(FILE_BYTES), 0)
  await file.sync()
  const group = Buffer.alloc(frameBytes * together, 'x')
  const began = performance.now()
  let at = 0
  for (let n = 0; n < frames; n += together) {
    if (at + group.length > FILE_BYTES) at = 0
    await file.write(group, at)
    await file.sync()
    at += group.length
  }
  const seconds = (performance.now() - began) / 1_000
  await file.close()
  return seconds
}

const journalled = async (folder: string, shape: Shape, round: number): Promise<number> => {
  const { frameBytes, frames, together } = shape
  const journal = await openJournal({
    folder: join(folder, `journal-${String(together)}-${String(round)}`),
    fileSystem: nodeFileSystem,
    clock: systemClock,
    lock: async () => () => undefined,
    randomId: () => Buffer.alloc(16, round + 1),
    owner: {},
    limits: { groupBytesMax: frameBytes * together },
  })
  const body = Buffer.alloc(frameBytes - 48, 'x')
  const saveEvery = Math.ceil(SAVE_BYTES / frameBytes)
  // The next group gathers while one is synced, and lanes pass what is synced, so that segments are used again.
  const append = async (count: number): Promise<void> => {
    for (let appended = 1; appended <= count; appended++) {
      journal.append([body])
      const waiting = (): number => journal.next - journal.syncedBelow
      if (waiting() >= 2 * together) await journal.changed.until(() => waiting() <= together)
      if (together === 1) await journal.flush()
      if (appended % saveEvery === 0) await journal.saveCursors(new Map([[1, journal.syncedBelow]]))
    }
    await journal.flush()
  }
  if (together > 1) await append(Math.ceil(WARM_BYTES / frameBytes))
  const began = performance.now()
  await append(frames)
  const seconds = (performance.now() - began) / 1_000
  await journal.close()
  return seconds
}

/** The journal against a bare loop of write and fdatasync, in turn in one session. */
export const benchJournal = async (): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
  const shapes: Readonly<Record<string, Shape>> = {
    'one frame of 300 B a sync': { frameBytes: 300, frames: 1_000, together: 1 },
    'groups of 256 frames of 300 B': { frameBytes: 300, frames: 256 * 400, together: 256 },
    'groups of 32 frames of 30 KB': { frameBytes: 30_000, frames: 32 * 200, together: 32 },
  }
  const table: Record<string, object> = {}
  for (const [name, shape] of Object.entries(shapes)) {
    const times = { bare: [] as number[], journal: [] as number[] }
    for (let round = 0; round < ROUNDS; round++) {
      times.bare.push(await bare(folder, shape))
      times.journal.push(await journalled(folder, shape, round))
    }
    const [own, least] = [median(times.journal), median(times.bare)]
    table[name] = {
      'frames/s': Math.round(shape.frames / own),
      'MB/s': ((shape.frames * shape.frameBytes) / own / 1e6).toFixed(1),
      'bare frames/s': Math.round(shape.frames / least),
      'share of bare': `${((least / own) * 100).toFixed(0)} %`,
    }
  }
  await rm(folder, { recursive: true, force: true })
  console.log('journal: against a bare loop of write and fdatasync')
  console.table(table)
}
