import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { engineRig, type EngineRig } from '../../contract/engine-rig.ts'
import { readTopic } from '../../fault/parts/kafka-reader.ts'
import { Cluster } from './cluster.ts'
import { until } from './source-rig.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.shared()
})

interface Flow {
  readonly input: string
  readonly output: string
  readonly dead: string
  readonly group: string
  write(from: number, to: number, valueOf?: (n: number) => string): Promise<void>
  /** An engine of a worker with that client id. */
  engine(clientId: string, options?: { onInvalid?: string; settings?: object }): EngineRig
  /** The sum of the offsets that the group has committed. */
  settled(): Promise<number>
  outputs(): ReturnType<typeof readTopic>
  letters(): ReturnType<typeof readTopic>
}

const plain = (n: number): string => JSON.stringify({ n })

const flow = async (partitions: number, outputBytesMax?: number): Promise<Flow> => {
  const input = await cluster.topic(partitions)
  const limit = { name: 'max.message.bytes', value: String(outputBytesMax) }
  const output = await cluster.topic(1, outputBytesMax === undefined ? {} : { configEntries: [limit] })
  const dead = await cluster.topic(1)
  const group = randomUUID()
  const exact = `guarantee = 'exactly once', dead_letters = '${dead}'`
  const nOf = (value: string): number => Number(/\d+/.exec(value)?.[0])
  return {
    input,
    output,
    dead,
    group,
    write: (from, to, valueOf = plain) =>
      cluster.write(
        input,
        Array.from({ length: to - from }, (_, k) => ({ key: String(from + k), value: valueOf(from + k) })),
      ),
    engine: (clientId, { onInvalid = '', settings = {} } = {}) =>
      engineRig(
        `STREAM s (n INTEGER NOT NULL, pad STRING) FROM log (topic = '${input}', group = '${group}') ${onInvalid};
         RULE r AS SELECT n, pad FROM s WHERE n % 10 <> 3 INTO log (topic = '${output}', key = n, ${exact});`,
        {
          log: {
            type: 'kafka',
            brokers: [cluster.url],
            client: 'rdkafka',
            client_id: `${clientId}-${group}`,
            session_timeout_ms: 6_000,
            ...settings,
          },
        },
      ),
    settled: async () =>
      (await cluster.committed(group, input)).reduce((sum, offset) => sum + Math.max(0, offset), 0),
    outputs: () => readTopic(cluster.url, output, nOf),
    letters: () =>
      readTopic(cluster.url, dead, (value) => {
        const { payload, row } = JSON.parse(value) as { payload?: string; row?: { payload: string } }
        return nOf(row?.payload ?? payload ?? '')
      }),
  }
}

const wanted = (count: number, isGone: (n: number) => boolean = () => false): Set<number> =>
  new Set(Array.from({ length: count }, (_, n) => n).filter((n) => n % 10 !== 3 && !isGone(n)))

test(
  'rows that the broker refuses are dead letters of the same transaction',
  { timeout: 90_000 },
  async () => {
    const one = await flow(1, 50_000)
    const isLarge = (n: number): boolean => n % 100 === 20
    await one.write(0, 200, (n) => JSON.stringify({ n, pad: isLarge(n) ? randomUUID().repeat(2_000) : 'x' }))
    const { engine, letters } = one.engine('a')
    await engine.start()
    await until('all is committed', async () => (await one.settled()) === 200, 60_000)
    expect((await engine.stop({ drainMs: 10_000 })).drained).toBe(true)
    expect(engine.snapshot().broken).toBeUndefined()
    expect(engine.snapshot().rules[0]).toMatchObject({ delivered: 178, filtered: 20 })
    const outputs = await one.outputs()
    expect(outputs.repeats).toBe(0)
    expect(outputs.ids).toEqual(wanted(200, isLarge))
    const dead = await one.letters()
    expect([...dead.ids].sort((a, b) => a - b)).toEqual([20, 120])
    expect(letters).toEqual([])
  },
)

test(
  'ON INVALID STOP stops before the record, and nothing behind it is committed',
  { timeout: 60_000 },
  async () => {
    const one = await flow(1)
    await one.write(0, 100, (n) => (n === 50 ? '{"n":50,' : plain(n)))
    const first = one.engine('a', { onInvalid: 'ON INVALID STOP' })
    await first.engine.start()
    await until('the stop', () =>
      first.engine.snapshot().alarms.some(({ name }) => name === 'stream-stopped'),
    )
    await until('what is before it', async () => (await one.settled()) === 50)
    await first.engine.stop({ drainMs: 500 })
    const second = one.engine('a', { onInvalid: 'ON INVALID DROP' })
    await second.engine.start()
    await until('all is committed', async () => (await one.settled()) === 100)
    expect((await second.engine.stop({ drainMs: 10_000 })).drained).toBe(true)
    const outputs = await one.outputs()
    expect(outputs.repeats).toBe(0)
    expect(outputs.ids).toEqual(wanted(100, (n) => n === 50))
  },
)

test('partitions move between workers without a repeat or a gap', { timeout: 120_000 }, async () => {
  const one = await flow(4)
  let total = 0
  let isEnough = false
  const writing = (async () => {
    for (; !isEnough; total += 200) {
      await one.write(total, total + 200)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  const a = one.engine('a')
  await a.engine.start()
  await until('the first is at work', async () => (await one.settled()) > 500)
  const b = one.engine('b')
  const c = one.engine('c')
  await b.engine.start()
  await c.engine.start()
  await until('the second is at work', () => b.engine.snapshot().rules[0]!.delivered > 100, 60_000)
  expect((await a.engine.stop({ drainMs: 10_000 })).drained).toBe(true)
  isEnough = true
  await writing
  await until('all is committed', async () => (await one.settled()) === total, 60_000)
  for (const { engine } of [b, c]) {
    expect((await engine.stop({ drainMs: 10_000 })).drained).toBe(true)
    expect(engine.snapshot().broken).toBeUndefined()
  }
  const outputs = await one.outputs()
  expect(outputs.repeats).toBe(0)
  expect(outputs.missing(wanted(total))).toEqual([])
})
