import { expect, test } from 'vitest'
import { seededRandom } from '../../src/base/seeded-random.ts'
import type { Journal } from '../../src/journal/journal.ts'
import { JournalRefused } from '../../src/journal/refusal.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { MemoryDisk } from './memory-disk.ts'
import { bodyOf, FOLDER, open, readAll, smallLimits } from './rig.ts'

interface Outcome {
  readonly synced: Map<number, string>
  readonly appended: Map<number, string>
  cursor: number
}

/** Opens, appends over several segments, saves a cursor, appends again; stops where the journal fails. */
const scripted = async (disk: MemoryDisk, outcome: Outcome): Promise<void> => {
  let journal: Journal
  try {
    ;({ journal } = await open(disk))
  } catch {
    return
  }
  const append = (n: number): void => {
    const body = bodyOf(n, 300)
    const sequence: number = journal.append([body], () =>
      outcome.synced.set(sequence, body.toString('latin1')),
    )
    outcome.appended.set(sequence, body.toString('latin1'))
  }
  for (let n = 0; n < 30; n++) append(n)
  await journal.flush()
  outcome.cursor = 20
  await journal.saveCursors(new Map([[1, Math.min(20, journal.syncedBelow)]])).catch(() => undefined)
  for (let n = 30; n < 45; n++) append(n)
  await journal.flush()
  await journal.close().catch(() => undefined)
}

const expectSynced = (
  { appended, cursor, synced }: Outcome,
  frames: Map<number, string>,
  where: string,
): void => {
  for (const [sequence, text] of synced)
    if (sequence >= cursor) expect(frames.get(sequence), `${where}: synced ${String(sequence)}`).toBe(text)
  for (const [sequence, text] of frames) expect(appended.get(sequence), where).toBe(text)
}

test('whichever call to the disk fails, what was reported synced is there when it is opened again', async () => {
  let failures = 0
  for (let n = 1; ; n++) {
    const disk = new MemoryDisk()
    disk.failAt = n
    const outcome: Outcome = { synced: new Map(), appended: new Map(), cursor: 0 }
    await scripted(disk, outcome)
    const isDone = disk.calls < n
    disk.failAt = Infinity
    const { frames, journal } = await open(disk)
    expectSynced(outcome, frames, `call ${String(n)}`)
    expect(await readAll(journal, journal.first)).toEqual(frames)
    expect(journal.report.missingFrames, `call ${String(n)}`).toBe(0)
    await journal.close()
    if (isDone) break
    failures++
  }
  expect(failures).toBeGreaterThan(60)
}, 60_000)

test('after a failed sync nothing is confirmed any more', async () => {
  const disk = new MemoryDisk()
  const { journal } = await open(disk)
  const confirmed: number[] = []
  const told: string[] = []
  journal.onFailure((error) => told.push(error.message))
  journal.append([bodyOf(1, 100)], () => confirmed.push(1))
  await journal.flush()
  // Write and sync of the next group.
  disk.failAt = disk.calls + 2
  journal.append([bodyOf(2, 100)], () => confirmed.push(2))
  expect(await journal.flush()).toBe(false)
  journal.append([bodyOf(3, 100)], () => confirmed.push(3))
  expect(await journal.flush()).toBe(false)
  expect(confirmed).toEqual([1])
  expect(told).toEqual(['EIO: sync'])
  expect(journal.full).toBe(true)
  expect(journal.failure?.message).toBe('EIO: sync')
  await journal.close()
})

test('a full disk is back-pressure: frames wait, and go on when there is room', async () => {
  const disk = new MemoryDisk()
  const clock = new VirtualClock()
  const journal = await openJournal({
    folder: FOLDER,
    fileSystem: disk,
    clock,
    lock: async () => () => undefined,
    randomId: () => Buffer.from('0123456789abcdef'),
    owner: {},
    limits: { ...smallLimits, fullRetryMs: 100 },
  })
  await clock.rest()
  disk.bytesMax = disk.used + 5_000
  let told = 0
  journal.onDiskFull(() => told++)
  const confirmed: number[] = []
  for (let n = 0; n < 60; n++) journal.append([bodyOf(n, 500)], () => confirmed.push(n))
  await clock.advance(1_000)
  expect(journal.full).toBe(true)
  expect(told).toBe(1)
  expect(journal.failure).toBeUndefined()
  const before = confirmed.length
  expect(before).toBeGreaterThan(5)
  expect(before).toBeLessThan(60)
  const again = await open(disk.copy())
  for (let n = 0; n < before; n++) expect(again.frames.get(n)).toBe(bodyOf(n, 500).toString('latin1'))
  disk.bytesMax = Infinity
  expect(await clock.until(() => confirmed.length === 60)).toBe(true)
  expect(confirmed).toEqual(Array.from({ length: 60 }, (_, n) => n))
  expect(journal.full).toBe(false)
  await journal.close()
})

test('a segment that all lanes have passed makes room on a full disk', async () => {
  const disk = new MemoryDisk()
  const clock = new VirtualClock()
  const { journal } = await open(disk)
  await clock.rest()
  disk.bytesMax = disk.used + 4_200
  let confirmed = 0
  for (let n = 0; n < 200; n++) {
    journal.append([bodyOf(n, 500)], () => confirmed++)
    await journal.flush()
    await journal.saveCursors(new Map([[1, journal.syncedBelow]]))
  }
  expect(confirmed).toBe(200)
  await journal.close()
})

test('where a whole segment does not fit on the disk, a smaller one is taken', async () => {
  const disk = new MemoryDisk()
  const clock = new VirtualClock()
  const told: string[] = []
  const { journal } = await open(disk)
  journal.onDiskFull(() => void told.push('full'))
  await clock.rest()
  disk.bytesMax = disk.used + 3_000
  let confirmed = 0
  for (let n = 0; n < 200; n++) {
    journal.append([bodyOf(n, 500)], () => confirmed++)
    await journal.flush()
    await journal.saveCursors(new Map([[1, journal.syncedBelow]]))
  }
  expect(confirmed).toBe(200)
  expect(told).toEqual([])
  await journal.close()
  const again = await open(disk.copy())
  expect(again.journal.report).toMatchObject({ missingFrames: 0, damagedSegments: 0 })
  expect(again.journal.syncedBelow).toBe(200)
  await again.journal.close()
})

/** A journal on a disk that has no byte left, and what it has confirmed. */
const filled = async (): Promise<{ disk: MemoryDisk; confirmed: Map<number, string> }> => {
  const disk = new MemoryDisk()
  const { journal } = await open(disk, { ...smallLimits, fullRetryMs: 60_000 })
  // The spare is made beside the work.
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done))
  disk.bytesMax = disk.used + 5_000
  const confirmed = new Map<number, string>()
  for (let n = 0; n < 60; n++)
    journal.append([bodyOf(n, 500)], () => confirmed.set(n, bodyOf(n, 500).toString('latin1')))
  for (let turn = 0; turn < 500 && confirmed.size < 60; turn++)
    await new Promise((done) => setImmediate(done))
  disk.bytesMax = disk.used
  return { disk, confirmed }
}

test('a journal is opened on a disk that is full, and goes on when there is room', async () => {
  const { confirmed, disk } = await filled()
  expect(confirmed.size).toBeGreaterThan(10)
  expect(confirmed.size).toBeLessThan(60)
  const crashed = disk.copy()
  crashed.bytesMax = crashed.used
  const { frames, journal } = await open(crashed, { ...smallLimits, fullRetryMs: 1 })
  for (const [n, text] of confirmed) expect(frames.get(n)).toBe(text)
  expect(journal.report).toMatchObject({ missingFrames: 0, damagedSegments: 0 })
  crashed.bytesMax = Infinity
  let isSynced = false
  journal.append([bodyOf(100, 500)], () => (isSynced = true))
  await journal.flush()
  expect(isSynced).toBe(true)
  await journal.close()
  const again = await open(crashed.copy())
  expect(again.frames.size).toBe(frames.size + 1)
  await again.journal.close()
})

test('power that goes while a journal is opened on a full disk costs nothing', async () => {
  const { confirmed, disk } = await filled()
  for (let calls = 1; ; calls++) {
    const full = disk.copy()
    full.bytesMax = full.used
    full.powerUntil = calls
    const opening = open(full)
    for (let turn = 0; turn < 100 && !full.isOff; turn++) await new Promise((done) => setImmediate(done))
    const isWhole = !full.isOff
    if (isWhole) {
      full.powerUntil = Infinity
      await (await opening).journal.close()
    }
    const { frames, journal } = await open(full.afterPowerLoss(seededRandom(calls)))
    for (const [n, text] of confirmed) expect(frames.get(n), `call ${String(calls)}`).toBe(text)
    expect(journal.report, `call ${String(calls)}`).toMatchObject({ missingFrames: 0, damagedSegments: 0 })
    await journal.close()
    if (isWhole) break
  }
})

test('a journal that has reached its quota is full until a segment is gone', async () => {
  const { journal } = await open(new MemoryDisk(), { ...smallLimits, journalBytesMax: 8_192 })
  for (let n = 0; n < 30; n++) journal.append([bodyOf(n, 500)])
  await journal.flush()
  expect(journal.full).toBe(true)
  const room = journal.room()
  await journal.saveCursors(new Map([[1, journal.syncedBelow]]))
  expect(await room).toBe(true)
  await journal.close()
})

test('another configuration and another format are refused in words', async () => {
  const disk = new MemoryDisk()
  await (await open(disk)).journal.close()
  const options = {
    folder: FOLDER,
    clock: new VirtualClock(),
    lock: async () => () => undefined,
    randomId: () => Buffer.from('0123456789abcdef'),
  }
  const other = openJournal({ ...options, fileSystem: disk.copy(), owner: { broker: 'worker-2' } })
  await expect(other).rejects.toThrow('broker was worker-1 and is worker-2 now')
  const locked = openJournal({ ...options, fileSystem: disk, owner: {}, lock: async () => undefined })
  await expect(locked).rejects.toThrow('another worker is using the journal')
  const changed = disk.copy()
  const text = changed.contentOf(`${FOLDER}/identity`).toString().replace('journal 1', 'journal 9')
  changed.put(`${FOLDER}/identity`, Buffer.from(text))
  await expect(openJournal({ ...options, fileSystem: changed, owner: {} })).rejects.toThrow(JournalRefused)
})
