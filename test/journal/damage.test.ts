import { expect, test } from 'vitest'
import { JournalRefused } from '../../src/journal/refusal.ts'
import { MemoryDisk } from './memory-disk.ts'
import { bodyOf, FOLDER, open, readAll } from './rig.ts'

const segmentsOf = (disk: MemoryDisk): string[] =>
  disk.paths().filter((path) => path.startsWith(FOLDER) && path.endsWith('.segment'))

/** A journal of some frames, closed in order, and what is in it. */
const filled = async (
  count: number,
  bytes: number,
  options: { readonly cursor?: number; readonly limits?: object } = {},
): Promise<{ disk: MemoryDisk; bodies: string[] }> => {
  const disk = new MemoryDisk()
  const limits = { segmentBytes: 2048, groupBytesMax: 600, readBytesMax: 512, lanesMax: 8, ...options.limits }
  const { journal } = await open(disk, limits)
  const bodies: string[] = []
  for (let n = 0; n < count; n++) {
    const body = bodyOf(n, bytes)
    bodies.push(body.toString('latin1'))
    journal.append([body])
  }
  await journal.flush()
  await journal.saveCursors(new Map([[1, options.cursor ?? 0]]))
  await journal.close()
  return { disk: disk.copy(), bodies }
}

const limits = { segmentBytes: 2048, groupBytesMax: 600, readBytesMax: 512, lanesMax: 8 }

test('cut at any byte, the whole frames before the cut are there and the journal says how many are missing', async () => {
  const { disk, bodies } = await filled(6, 60)
  const [path = ''] = segmentsOf(disk)
  const content = disk.contentOf(path)
  for (let cut = 0; cut <= 64 + 6 * 108; cut++) {
    const torn = disk.copy()
    torn.put(path, Buffer.concat([content.subarray(0, cut), Buffer.alloc(cut % 2 === 0 ? 0 : 2048 - cut)]))
    const { frames, journal, order } = await open(torn, limits)
    const whole = Math.max(0, Math.floor((cut - 64) / 108))
    const found = cut < 64 ? 0 : whole
    expect(order, `cut at ${String(cut)}`).toEqual(Array.from({ length: found }, (_, n) => n))
    for (const n of order) expect(frames.get(n)).toBe(bodies[n])
    expect(journal.report.missingFrames, `cut at ${String(cut)}`).toBe(6 - found)
    const next = journal.append([bodyOf(99, 10)])
    expect(next).toBe(6)
    await journal.flush()
    expect((await readAll(journal, found)).get(6)).toBe(bodyOf(99, 10).toString('latin1'))
    await journal.close()
  }
}, 60_000)

/** Bytes that mean something; of the rest, zeros to the end of a file or slot, some. */
const places = (path: string, content: Buffer): number[] => {
  const used = path.endsWith('cursors') ? [0, 4096] : [0]
  const ends = path.endsWith('cursors') ? [60, 4156] : [content.findLastIndex((byte) => byte !== 0) + 1]
  const all = Array.from({ length: content.length }, (_, at) => at)
  return all.filter((at) => at % 97 === 0 || used.some((from, k) => at >= from && at < ends[k]!))
}

test('whatever bit has turned, all other frames are there, in order, and the missing one is counted', async () => {
  const { disk, bodies } = await filled(12, 120)
  expect(segmentsOf(disk)).toHaveLength(2)
  for (const path of disk.paths().filter((one) => !one.endsWith('.spare'))) {
    for (const at of places(path, disk.contentOf(path))) {
      const turned = disk.copy()
      turned.contentOf(path)[at]! ^= 1 << (at % 8)
      const where = `${path} at ${String(at)}`
      const opened = await open(turned, limits).catch((error: unknown) => error)
      if (opened instanceof Error) {
        // Only a journal that does not know its own id, or says it is of another version, is not opened.
        expect(opened, where).toBeInstanceOf(JournalRefused)
        expect(path, where).toBe(`${FOLDER}/identity`)
        continue
      }
      const { frames, journal, order } = opened as Awaited<ReturnType<typeof open>>
      if (path.endsWith('identity')) continue
      expect(order, where).toEqual([...new Set(order)].sort((a, b) => a - b))
      for (const n of order) expect(frames.get(n), where).toBe(bodies[n])
      expect(order.length, where).toBeGreaterThanOrEqual(11)
      expect(order.length + journal.report.missingFrames, where).toBe(12)
      if (order.length < 12) expect(journal.report.damagedSegments, where).toBe(1)
      expect(journal.next, where).toBe(12)
      expect(await readAll(journal, 0), where).toEqual(frames)
      await journal.close()
    }
  }
}, 120_000)

test('a damaged segment is set aside when nobody needs it any more, and never used again', async () => {
  const { disk } = await filled(40, 150)
  const [path = ''] = segmentsOf(disk)
  disk.contentOf(path)[300]! ^= 255
  const before = Buffer.from(disk.contentOf(path))
  const { journal } = await open(disk, limits)
  expect(journal.report).toMatchObject({ damagedSegments: 1, missingFrames: 1 })
  await journal.saveCursors(new Map([[1, journal.next]]))
  await journal.close()
  const kept = disk.paths().filter((one) => one.includes('/quarantine/'))
  expect(kept).toHaveLength(1)
  expect(disk.contentOf(kept[0]!).equals(before)).toBe(true)
})

test('a missing segment is counted, and the frames of the others come in order', async () => {
  const { disk, bodies } = await filled(60, 150)
  const paths = segmentsOf(disk)
  expect(paths.length).toBeGreaterThan(4)
  for (const path of paths) {
    const without = disk.copy()
    without.delete(path)
    const { frames, journal, order } = await open(without, limits)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    for (const n of order) expect(frames.get(n)).toBe(bodies[n])
    expect(order.length + journal.report.missingFrames, path).toBe(60)
    expect(journal.report.missingFrames).toBeGreaterThan(0)
    expect(journal.next).toBe(60)
    expect(await readAll(journal, 0)).toEqual(frames)
    await journal.close()
  }
})

test('segments whose files have changed places are read in the order of their heads', async () => {
  const { disk, bodies } = await filled(60, 150)
  const paths = segmentsOf(disk)
  const contents = paths.map((path) => Buffer.from(disk.contentOf(path)))
  paths.forEach((path, k) => disk.put(path, contents[(k + 1) % paths.length]!))
  const { frames, journal, order } = await open(disk, limits)
  expect(order).toEqual(bodies.map((_, n) => n))
  for (const n of order) expect(frames.get(n)).toBe(bodies[n])
  expect(journal.report.missingFrames).toBe(0)
  await journal.close()
})

test('a segment that was copied beside itself gives its frames once', async () => {
  const { disk, bodies } = await filled(60, 150)
  const [path = ''] = segmentsOf(disk)
  disk.put(`${FOLDER}/000000000099.segment`, Buffer.from(disk.contentOf(path)))
  const { journal, order } = await open(disk, limits)
  expect(order).toEqual(bodies.map((_, n) => n))
  await journal.close()
})

test('old cursors only make frames come again; cursors behind the end are told and pass nothing by', async () => {
  const { disk } = await filled(60, 150, { cursor: 0 })
  const old = Buffer.from(disk.contentOf(`${FOLDER}/cursors`))
  const { journal } = await open(disk, limits)
  await journal.saveCursors(new Map([[1, 10]]))
  await journal.close()
  disk.put(`${FOLDER}/cursors`, old)
  const again = await open(disk, limits)
  expect(again.journal.cursor(1)).toBe(0)
  await again.journal.saveCursors(new Map([[1, 60]]))
  await again.journal.close()
  for (const path of segmentsOf(disk)) disk.delete(path)
  const emptied = await open(disk, limits)
  expect(emptied.journal.cursor(1)).toBe(60)
  expect(emptied.journal.append([bodyOf(1, 10)])).toBe(60)
  await emptied.journal.flush()
  expect([...(await readAll(emptied.journal, 60)).keys()]).toEqual([60])
  await emptied.journal.close()
})
