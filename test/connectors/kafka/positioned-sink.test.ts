import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../../src/cli/system-clock.ts'
import { kafkaConnector } from '../../../src/connectors/kafka/index.ts'
import type { RowSelection } from '../../../src/delivery/row-selection.ts'
import type { Sink, WriteResult } from '../../../src/stream/sink.ts'
import { targetOf } from '../../contract/batch-of.ts'
import { frameOf } from '../../contract/frame-of.ts'
import { quietLog } from '../../contract/lane-rig.ts'
import { readTopic } from '../../fault/parts/kafka-reader.ts'
import { Cluster } from './cluster.ts'

const BYTES_MAX = 100_000
const { signal } = new AbortController()

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.shared()
})

/** As a lane does: once more where the cluster is not ready yet, for a new group or transactional id. */
const write = async (sink: Sink, rows: RowSelection): Promise<WriteResult> => {
  let result = await sink.write(rows, signal)
  for (let k = 0; k < 20 && (result.kind === 'retry' || result.kind === 'reconnect'); k++) {
    await systemClock.sleep(250)
    result = await sink.write(rows, signal)
  }
  return result
}

const rig = async () => {
  const topic = await cluster.topic(2)
  const target = {
    ...targetOf({
      connector: 'kafka',
      columns: [{ name: 'id', type: { kind: 'STRING', nullable: false } }],
      constants: { topic, guarantee: 'effectively once' },
    }),
    rule: `r-${randomUUID()}`,
  }
  const settings = { brokers: [cluster.url], message_bytes_max: BYTES_MAX }
  const options = kafkaConnector.connection.parse(settings) as Readonly<Record<string, unknown>>
  const opened = async (): Promise<Sink> => {
    const sink = kafkaConnector.sink!.create('log', options, target)
    expect(await sink.open({ clock: systemClock, log: quietLog, signal })).toEqual({ kind: 'open' })
    return sink
  }
  const frame = (
    sequence: number,
    begun: number,
    ...chunks: (readonly (number | string)[])[]
  ): RowSelection =>
    frameOf(
      target,
      { sequence, begun },
      ...chunks.map((ids) => ids.map((id) => ({ columns: { id: String(id) } }))),
    )
  const ids = async (): Promise<readonly number[]> => {
    const { ids: found, repeats } = await readTopic(cluster.url, topic, (text) =>
      Number(/\d+/.exec(text)?.[0]),
    )
    expect(repeats).toBe(0)
    return [...found].sort((a, b) => a - b)
  }
  return { opened, frame, ids }
}

test(
  'frames that go out again after a crash write only what was not committed',
  { timeout: 60_000 },
  async () => {
    const { frame, ids, opened } = await rig()
    const first = await opened()
    expect(await write(first, frame(7, 5, [1, 2], [3]))).toEqual({ kind: 'written' })
    expect(await write(first, frame(9, 5, [4, 5]).part(0, 1))).toEqual({ kind: 'written' })
    await first.close()
    const second = await opened()
    expect(await write(second, frame(7, 10, [1, 2], [3]))).toEqual({ kind: 'written' })
    expect(await write(second, frame(9, 10, [4, 5]))).toEqual({ kind: 'written' })
    expect(await ids()).toEqual([1, 2, 3, 4, 5])
    await second.close()
  },
)

test('a row that is too large is alone before it is rejected', { timeout: 60_000 }, async () => {
  const { frame, ids, opened } = await rig()
  const sink = await opened()
  const rows = frame(1, 0, [1, '2'.repeat(BYTES_MAX), 3])
  expect(await write(sink, rows)).toMatchObject({ kind: 'refused' })
  expect(await write(sink, rows.part(0, 1))).toEqual({ kind: 'written' })
  expect(await write(sink, rows.part(1, 2))).toMatchObject({ kind: 'rejected', rows: [{ index: 0 }] })
  expect(await write(sink, rows.part(2, 3))).toEqual({ kind: 'written' })
  expect(await ids()).toEqual([1, 3])
  await sink.close()
})

test('a journal that was put back from an old copy stops the lane', { timeout: 60_000 }, async () => {
  const { frame, ids, opened } = await rig()
  const first = await opened()
  expect(await write(first, frame(7, 5, [1]))).toEqual({ kind: 'written' })
  await first.close()
  const second = await opened()
  const result = await write(second, frame(6, 6, [2]))
  expect(result.kind).toBe('fatal')
  expect('message' in result && result.message).toContain('an old copy was put back')
  expect(await ids()).toEqual([1])
  await second.close()
})
