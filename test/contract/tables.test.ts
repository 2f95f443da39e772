import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Decimal } from '../../src/types/decimal.ts'
import { waitUntil } from '../fault/parts/wait-until.ts'
import { TcpProxy } from '../servers/tcp-proxy.ts'
import type { GivenRow, TableHarness, TableStage } from './table-harness.ts'
import { tableRig, type TableRigOptions } from './table-rig.ts'
import { fileHarness } from './tables/file.ts'
import { httpHarness } from './tables/http.ts'
import { mysqlHarness } from './tables/mysql.ts'
import { postgresHarness } from './tables/postgres.ts'
import { sqliteHarness } from './tables/sqlite.ts'

const harnesses: readonly (readonly [string, TableHarness])[] = [
  ['file, CSV', fileHarness('csv')],
  ['file, JSON', fileHarness('json')],
  ['file, NDJSON', fileHarness('ndjson')],
  ['http', httpHarness],
  ['sqlite', sqliteHarness],
  ['postgres', postgresHarness],
  ['mysql', mysqlHarness],
]

const plain: GivenRow = { branch: 'b', room: 1n, name: 'one', amount: null, open: null, since: null }

const special: readonly GivenRow[] = [
  {
    branch: 'Bücher 😀 "q" \\ \'; --',
    room: 9_223_372_036_854_775_807n,
    name: 'line one\nline two, with comma',
    amount: '12345678901234567890.125',
    open: true,
    since: '2026-01-01T10:00:00.5Z',
  },
  { branch: 'b', room: -9_007_199_254_740_993n, name: '', amount: '0.000', open: false, since: null },
  plain,
]

const numbered = (count: number): readonly GivenRow[] =>
  Array.from({ length: count }, (_, k) => ({ ...plain, room: BigInt(k), name: `room ${String(k)}` }))

/** A port at which nobody listens. */
const deadPort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

for (const [name, harness] of harnesses)
  describe(name, () => {
    let stage: TableStage
    beforeAll(async () => {
      stage = await harness.start()
    })
    beforeEach(() => stage.fill(special))
    afterAll(() => stage.stop())

    const rigOf = (clauses = '', options: TableRigOptions = {}, port?: number) =>
      tableRig(
        harness.entry,
        stage.connection(port),
        `TABLE t (branch STRING PRIMARY KEY, room INTEGER PRIMARY KEY, name STRING, amount DECIMAL(40, 3), open BOOLEAN, since TIMESTAMP) FROM server (${stage.endpoint}) ${clauses}`,
        options,
      )

    test('rows are found by their whole key, with all digits and any character', async () => {
      const rig = rigOf()
      await rig.table.ready()
      const [first] = special
      const row = await rig.find([first?.branch, first?.room])
      expect(row).toEqual([
        first?.branch,
        first?.room,
        first?.name,
        Decimal.parse('12345678901234567890.125'),
        true,
        Date.parse('2026-01-01T10:00:00.500Z'),
      ])
      expect(await rig.find(['b', -9_007_199_254_740_993n])).toEqual([
        'b',
        -9_007_199_254_740_993n,
        '',
        expect.anything(),
        false,
        null,
      ])
      expect(await rig.find(['b', 1])).toEqual(['b', 1, 'one', null, null, null])
      expect(await rig.find(['B', 1])).toBeUndefined()
      expect(await rig.find(['b', 2])).toBeUndefined()
      expect(rig.alarms).toEqual([])
      await rig.close()
    })

    test('it is read again in whole, and what was deleted is gone', async () => {
      const rig = rigOf('REFRESH EVERY 50 MILLISECONDS')
      await rig.table.ready()
      await stage.fill([{ ...plain, name: 'new' }])
      await waitUntil('the new rows are there', async () => (await rig.find(['b', 1]))?.[2] === 'new', 10_000)
      expect(await rig.find(['b', -9_007_199_254_740_993n])).toBeUndefined()
      await rig.close()
    })

    test('thousands of rows', async () => {
      await stage.fill(numbered(3_000))
      const rig = rigOf()
      await rig.table.ready()
      expect(rig.table.snapshot()).toMatchObject({ state: 'loaded', rows: 3_000 })
      expect((await rig.find(['b', 2_999]))?.[2]).toBe('room 2999')
      await rig.close()
    })

    test('a column that is not there, or a row that does not fit, is told and never a crash', async () => {
      const missing = tableRig(
        harness.entry,
        stage.connection(),
        `TABLE t (branch STRING PRIMARY KEY, nothing STRING NOT NULL) FROM server (${stage.endpoint})`,
      )
      await waitUntil('it is told', () => missing.alarms.length > 0, 10_000)
      expect(missing.alarms[0]).toMatch(/nothing/)
      await missing.close()
      const strict = tableRig(
        harness.entry,
        stage.connection(),
        `TABLE t (room INTEGER PRIMARY KEY, name STRING NOT NULL, since TIMESTAMP NOT NULL) FROM server (${stage.endpoint})`,
      )
      await strict.table.ready()
      expect(strict.alarms).toHaveLength(2)
      expect(strict.alarms[1]).toMatch(/table-bad-row: table t: row room = 1: since: .*NOT NULL/)
      expect(strict.table.snapshot().rows).toBe(1)
      await strict.close()
    })

    if (harness.fetches)
      test('one with too many rows is asked for the keys of a batch, and remembers a bounded number', async () => {
        await stage.fill([...numbered(300), ...special.slice(0, 2)])
        const limits = { tableRowsMax: 100, tableCacheRowsMax: 50, tableFetchKeysMax: 7 }
        const rig = rigOf('REFRESH EVERY 1 HOUR', { limits })
        await rig.table.ready()
        expect(rig.table.snapshot().state).toBe('cached')
        const keys = Array.from({ length: 60 }, (_, k) => k)
        const rows = await Promise.all(keys.map((key) => rig.find(['b', key])))
        expect(rows.map((row) => row?.[2])).toEqual(keys.map((key) => `room ${String(key)}`))
        expect((await rig.find([special[0]?.branch, special[0]?.room]))?.[4]).toBe(true)
        expect((await rig.find(['b', -9_007_199_254_740_993n]))?.[2]).toBe('')
        expect(await rig.find(['nowhere', 1])).toBeUndefined()
        expect(await rig.find(["b' OR 1=1 --", 1])).toBeUndefined()
        expect(await rig.find(['a\u0000b', 1])).toBeUndefined()
        expect(rig.table.snapshot().rows).toBe(50)
        expect(rig.alarms).toEqual([])
        await rig.close()
      })
    else
      test('one with too many rows is refused, and that is told', async () => {
        await stage.fill(numbered(300))
        const rig = rigOf('', { limits: { tableRowsMax: 100 } })
        await waitUntil('it is told', () => rig.alarms.length > 0, 10_000)
        expect(rig.alarms[0]).toMatch(/table-load-failed: table t: it has more than 100 rows/)
        expect(rig.table.isReady).toBe(false)
        await rig.close()
      })

    test('what cannot be read keeps the rows known before, and raises an alarm', async () => {
      if (stage.spoil === undefined) return
      const rig = rigOf('REFRESH EVERY 50 MILLISECONDS MAX AGE 500 MILLISECONDS')
      await rig.table.ready()
      await stage.spoil()
      await waitUntil('it is told', () => rig.alarms.length > 0, 10_000)
      expect(rig.alarms[0]).toMatch(/table-refresh-failed: .*the rows known before are used on/)
      expect((await rig.find(['b', 1]))?.[2]).toBe('one')
      await waitUntil(
        'the rows are too old',
        () =>
          rig.find(['b', 1]).then(
            () => false,
            (error: { slug?: string }) => error.slug === 'table-too-old',
          ),
        10_000,
      )
      await stage.fill(special)
      await waitUntil('it is back', () => rig.find(['b', 1]).then(Boolean, () => false), 10_000)
      await rig.close()
    })

    if (!harness.network) return

    test('a server that is down is waited for, and a refresh that fails keeps the rows', async () => {
      const dead = rigOf('', {}, await deadPort())
      await waitUntil('it is told', () => dead.table.outage.reason !== undefined, 10_000)
      expect(dead.table.isReady).toBe(false)
      await dead.close()
      await dead.table.ready()

      const proxy = await new TcpProxy(stage.port).start()
      const rig = rigOf('REFRESH EVERY 50 MILLISECONDS', {}, proxy.port)
      await rig.table.ready()
      await proxy.stop()
      await waitUntil('it is told', () => rig.alarms.length > 0, 10_000)
      expect(rig.alarms[0]).toMatch(/table-refresh-failed/)
      expect((await rig.find(['b', 1]))?.[2]).toBe('one')
      await rig.close()
    })
  })
