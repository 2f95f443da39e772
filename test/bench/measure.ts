import { join } from 'node:path'
import { nodeFileSystem } from '../../src/journal/node-file-system.ts'

const SYNC_FILE_BYTES = 1024 * 1024
const SYNCS = 200

/** The middle of a list of numbers. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? NaN
}

/** Milliseconds that one fdatasync of a small write takes, into a file that has its size already. */
export const syncMs = async (folder: string): Promise<number> => {
  const file = await nodeFileSystem.open(join(folder, 'sync'), 'create')
  await file.write(Buffer.alloc(SYNC_FILE_BYTES), 0)
  await file.sync()
  const times: number[] = []
  for (let k = 0; k < SYNCS; k++) {
    const began = performance.now()
    await file.write(Buffer.alloc(300, 'x'), k * 300)
    await file.sync()
    times.push(performance.now() - began)
  }
  await file.close()
  return median(times)
}

/** CPU seconds that this process spends in some work. */
export const cpuSeconds = (work: () => void): number => {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** Runs two sides in turn, `rounds` times, after warming both. */
export const inTurn = (
  rounds: number,
  a: () => number,
  b: () => number,
): { readonly a: number; readonly b: number } => {
  a()
  b()
  const times: { a: number; b: number }[] = []
  for (let k = 0; k < rounds; k++) times.push({ a: a(), b: b() })
  return { a: median(times.map((time) => time.a)), b: median(times.map((time) => time.b)) }
}
