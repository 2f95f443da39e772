import { expect, test } from 'vitest'
import { seededRandom } from '../../src/base/seeded-random.ts'
import type { Journal } from '../../src/journal/journal.ts'
import { MemoryDisk } from './memory-disk.ts'
import { bodyOf, FOLDER, open, readAll } from './rig.ts'

const SEEDS = Number(process.env['SLUICE_JOURNAL_SEEDS'] ?? 50)

/** What a user of the journal knows: what was appended, what was reported synced, and the cursor that was saved. */
interface Model {
  readonly appended: Map<number, string>
  readonly synced: Map<number, string>
  /** No frame below this is needed any more. */
  cursor: number
  saved: number
}

const work = async (journal: Journal, model: Model, random: () => number, steps: number): Promise<void> => {
  let n = Math.floor(random() * 1e6)
  for (let step = 0; step < steps; step++) {
    const dice = random()
    if (dice < 0.7) {
      const body = bodyOf(n++, 1 + Math.floor(random() * random() * 900))
      const text = body.toString('latin1')
      const sequence: number = journal.append([body], () => model.synced.set(sequence, text))
      model.appended.set(sequence, text)
    } else if (dice < 0.8) await journal.flush()
    else if (dice < 0.9) {
      const cursor = model.saved + Math.floor(random() * (journal.syncedBelow - model.saved + 1))
      model.cursor = cursor
      await journal.saveCursors(new Map([[1, cursor]]))
      model.saved = cursor
    } else await new Promise((done) => setImmediate(done))
  }
  await journal.flush()
}

const check = (seed: number, model: Model, frames: Map<number, string>, order: readonly number[]): void => {
  const where = `seed ${String(seed)}`
  expect([...order], where).toEqual([...new Set(order)].sort((a, b) => a - b))
  for (const [sequence, text] of model.synced)
    if (sequence >= model.cursor)
      expect(frames.get(sequence), `${where}, synced ${String(sequence)}`).toBe(text)
  for (const [sequence, text] of frames) expect(model.appended.get(sequence), where).toBe(text)
  order.forEach((sequence, k) => {
    if (k > 0) expect(sequence, `${where}: a gap`).toBe(order[k - 1]! + 1)
  })
}

/** Lets the work go on until the power is gone or all is done. */
const until = async (done: Promise<unknown>, disk: MemoryDisk): Promise<void> => {
  let over = false
  void done.then(
    () => (over = true),
    () => (over = true),
  )
  for (let idle = 0; !over && idle < 5;) {
    await new Promise((turn) => setImmediate(turn))
    if (disk.isOff) idle++
  }
}

test('what was reported synced is there after a power failure, in order, once, and nothing that was never appended', async () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = seededRandom(seed)
    const model: Model = { appended: new Map(), synced: new Map(), cursor: 0, saved: 0 }
    let disk = new MemoryDisk()
    for (let life = 0; life < 4; life++) {
      disk.powerUntil = disk.calls + 5 + Math.floor(random() * 220)
      const living = open(disk).then(async ({ journal, frames, order }) => {
        check(seed, model, frames, order)
        expect(await readAll(journal, journal.first)).toEqual(frames)
        expect(journal.report, `seed ${String(seed)}`).toMatchObject({ damagedSegments: 0, missingFrames: 0 })
        // What was not recovered was never confirmed, and its sequence may be given again.
        for (const sequence of model.appended.keys())
          if (sequence >= journal.next) model.appended.delete(sequence)
        for (const [sequence, text] of frames) model.synced.set(sequence, text)
        model.cursor = model.saved = journal.cursor(1) ?? 0
        await work(journal, model, random, 60)
        await journal.close()
      })
      await until(living, disk)
      if (!disk.isOff) await living
      disk = disk.isOff ? disk.afterPowerLoss(random) : disk.copy()
    }
    const { frames, order, journal } = await open(disk)
    check(seed, model, frames, order)
    await journal.close()
    expect(disk.paths().some((path) => path.startsWith(`${FOLDER}/quarantine`))).toBe(false)
  }
}, 600_000)
