import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/cli/system-clock.ts'
import type { Sink, SinkContext } from '../../src/stream/sink.ts'
import { jsonText } from '../../src/types/json/write.ts'
import { TcpProxy } from '../servers/tcp-proxy.ts'
import { batchOf, type TestRow } from './batch-of.ts'
import type { ArrivedRow, Destination, Stage } from './harness.ts'
import { harnesses } from './harnesses.ts'
import { laneRig, quietLog } from './lane-rig.ts'
import { waitUntil } from '../fault/parts/wait-until.ts'

const context: SinkContext = { clock: systemClock, log: quietLog, signal: new AbortController().signal }
const never = new AbortController().signal

const rowsOf = (from: number, count: number): readonly TestRow[] =>
  Array.from({ length: count }, (_, i) => ({ columns: { id: from + i, name: `row ${String(from + i)}` } }))

const arrivedAs = (rows: readonly TestRow[]): readonly ArrivedRow[] =>
  rows.map(({ columns }) => ({
    id: jsonText(columns['id']),
    name: (columns['name'] ?? null) as string | null,
  }))

const proxyOf = ({ port, proxy }: Stage): TcpProxy => proxy?.() ?? new TcpProxy(port)

/** A port at which nobody listens. */
const deadPort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

for (const { entry, name, ordered, network, start } of harnesses) {
  const { sink: sinkEntry } = entry
  if (sinkEntry === undefined) throw new Error(`${entry.name} has no sink`)

  describe(name ?? entry.name, () => {
    let stage: Stage
    beforeAll(async () => {
      stage = await start()
    })
    afterAll(() => stage.stop())

    const optionsAt = (port?: number) =>
      entry.connection.parse(stage.connection(port)) as Readonly<Record<string, unknown>>
    const sinkOf = ({ shape }: Destination, port?: number): Sink =>
      sinkEntry.create('server', optionsAt(port), shape)
    const compare = (arrived: readonly ArrivedRow[], sent: readonly TestRow[]): void => {
      const expected = arrivedAs(sent)
      if (ordered) expect(arrived).toEqual(expected)
      else expect([...arrived].sort(byId)).toEqual([...expected].sort(byId))
    }
    const byId = (a: ArrivedRow, b: ArrivedRow): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
    const open = async (destination: Destination, port?: number): Promise<Sink> => {
      const sink = sinkOf(destination, port)
      expect(await sink.open(context)).toEqual({ kind: 'open' })
      return sink
    }

    test('rows of several chunks arrive once, with all digits and any character', async () => {
      const destination = await stage.destination()
      const sink = await open(destination)
      const first: readonly TestRow[] = [
        { columns: { id: 9_223_372_036_854_775_807n, name: 'Bücher 😀 "quoted" \\ \u2028 \'' } },
        { columns: { id: -9_223_372_036_854_775_808n, name: '' } },
        { columns: { id: 9_007_199_254_740_993n, name: null } },
      ]
      const second = rowsOf(1, 120)
      expect(await sink.write(batchOf(destination.shape, first, second), never)).toEqual({ kind: 'written' })
      compare(await destination.read(), [...first, ...second])
      await sink.close()
    })

    test('a batch without rows is written', async () => {
      const destination = await stage.destination()
      const sink = await open(destination)
      expect(await sink.write(batchOf(destination.shape, []), never)).toEqual({ kind: 'written' })
      expect(await destination.read()).toEqual([])
      await sink.close()
    })

    test('a sink that is not open asks to be opened, and can be opened again', async () => {
      const destination = await stage.destination()
      const sink = sinkOf(destination)
      const batch = batchOf(destination.shape, rowsOf(1, 2))
      await sink.close()
      expect(await sink.write(batch, never)).toMatchObject({ kind: 'reconnect' })
      await sink.open(context)
      expect(await sink.write(batch, never)).toEqual({ kind: 'written' })
      await sink.close()
      await sink.close()
      expect(await sink.write(batch, never)).toMatchObject({ kind: 'reconnect' })
      expect(await sink.open(context)).toEqual({ kind: 'open' })
      expect(await sink.write(batchOf(destination.shape, rowsOf(3, 1)), never)).toEqual({ kind: 'written' })
      compare(await destination.read(), rowsOf(1, 3))
      await sink.close()
    })

    test('rows that are never taken become dead letters, and all others arrive', async () => {
      const destination = await stage.destination()
      const { poison } = stage
      const good = rowsOf(100, 200)
      const mixed = [...good]
      poison.forEach(({ row }, k) => mixed.splice((k + 1) * 37, 0, row))
      const rig = laneRig(entry, stage.connection(), destination.shape)
      rig.push(mixed)
      await waitUntil('all rows are decided', () => rig.settled() === mixed.length, 20_000)
      expect(rig.letters.map((letter) => letter.slug)).toEqual(
        poison.map(({ slug }) => slug ?? 'row-refused'),
      )
      expect(rig.alarms).toEqual([])
      compare(await destination.read(), good)
      await rig.close()
    })

    if (!network) return

    test('a server that is not there is waited for', async () => {
      const sink = sinkOf(await stage.destination(), await deadPort())
      const result = await sink.open(context)
      expect(result).toMatchObject({ kind: 'retry', message: expect.stringMatching(/./) as string })
      await sink.close()
    })

    test('a server that accepts and says nothing is given up on in time', async () => {
      const destination = await stage.destination()
      const silent = await proxyOf(stage).start()
      silent.freeze()
      const sink = sinkOf(destination, silent.port)
      const opened = await sink.open(context)
      if (opened.kind === 'open') {
        const result = await sink.write(batchOf(destination.shape, rowsOf(1, 1)), never)
        expect(['retry', 'reconnect', 'unknown']).toContain(result.kind)
      } else expect(opened.kind).toBe('retry')
      await sink.close()
      await silent.stop()
    })

    test('a write is cut by its signal, and closing does not wait for a server that is gone', async () => {
      const destination = await stage.destination()
      const proxy = await proxyOf(stage).start()
      const sink = await open(destination, proxy.port)
      proxy.freeze()
      const cut = new AbortController()
      const writing = sink.write(batchOf(destination.shape, rowsOf(1, 1)), cut.signal)
      cut.abort()
      expect(['retry', 'reconnect', 'unknown']).toContain((await writing).kind)
      await sink.close()
      await proxy.stop()
    })

    test('after a cut connection every row arrives', async () => {
      const destination = await stage.destination()
      const proxy = await proxyOf(stage).start()
      const rig = laneRig(entry, stage.connection(proxy.port), destination.shape)
      rig.push(rowsOf(1, 100))
      await waitUntil('the first rows are there', () => rig.settled() === 100, 20_000)
      proxy.cut()
      rig.push(rowsOf(101, 100))
      await waitUntil('rows after a cut while idle', () => rig.settled() === 200, 20_000)
      proxy.cutAfter(600)
      rig.push(rowsOf(201, 200))
      await waitUntil('rows after a cut while writing', () => rig.settled() === 400, 20_000)
      const arrived = new Set((await destination.read()).map((row) => row.id))
      expect(arrived).toEqual(new Set(rowsOf(1, 400).map((row) => jsonText(row.columns['id']))))
      expect(rig.letters).toEqual([])
      await rig.close()
      await proxy.stop()
    })
  })
}
