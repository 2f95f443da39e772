import { seededRandom } from '../../src/base/seeded-random.ts'
import type { Batch } from '../../src/stream/batch.ts'

/** Device JSON of about 300 bytes and 12 fields; `temperature` is uniform in 0 to 100. */
export const deviceRecords = (count: number): readonly Buffer[] => {
  const random = seededRandom(7)
  return Array.from({ length: count }, (_, i) =>
    Buffer.from(
      JSON.stringify({
        deviceId: `dev-${String(i % 5_000).padStart(6, '0')}`,
        site: `plant-${String(i % 10)}`,
        line: `L${String(i % 7)}`,
        ts: 1_700_000_000_000 + i * 13,
        seq: i,
        status: i % 3 === 0 ? 'idle' : 'running',
        temperature: Math.round(random() * 10_000) / 100,
        pressure: Math.round((1 + random() / 10) * 10_000) / 10_000,
        vibration: { x: random(), y: random(), z: random() },
        battery: Math.floor(random() * 100),
        firmware: `1.4.${String(i % 9)}`,
        tags: ['indoor', 'critical', `floor-${String(i % 4)}`],
      }),
    ),
  )
}

/** Records as one batch of one lane. */
export const batchOf = (records: readonly Buffer[]): Batch => {
  const count = records.length
  const start = new Int32Array(count)
  const end = new Int32Array(count)
  let at = 0
  records.forEach((record, i) => {
    start[i] = at
    at += record.length
    end[i] = at
  })
  return {
    lane: 0,
    epoch: 0,
    first: 0,
    count,
    bytes: Buffer.concat(records),
    start,
    end,
    topic: new Int32Array(count),
    topics: ['devices'],
    timeMs: new Float64Array(count),
    key: () => undefined,
    header: () => undefined,
    headerNames: () => [],
    attribute: () => undefined,
    release: () => undefined,
  }
}
