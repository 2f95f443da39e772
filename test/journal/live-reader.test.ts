import { expect, test } from 'vitest'
import { MemoryDisk } from './memory-disk.ts'
import { bodyOf, open } from './rig.ts'

test('a reader of the segment that is being written misses no frame', async () => {
  const { journal } = await open(new MemoryDisk())
  const reader = journal.read(0)
  const seen: number[] = []
  for (let n = 0; n < 60; n++) {
    for (let k = 0; k <= n % 7; k++) journal.append([bodyOf(n, 400)])
    await journal.flush()
    for (const { sequence } of await reader.next()) seen.push(sequence)
  }
  for (let frames = await reader.next(); frames.length > 0; frames = await reader.next())
    for (const { sequence } of frames) seen.push(sequence)
  expect(seen).toEqual(Array.from({ length: journal.next }, (_, n) => n))
  expect(reader.lost).toBe(0)
  await reader.close()
  await journal.close()
})
