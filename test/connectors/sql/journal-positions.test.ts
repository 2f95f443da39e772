import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../src/cli/system-clock.ts'
import { positionsStatement } from '../../../src/connectors/sql/positions.ts'
import { SqlSink } from '../../../src/connectors/sql/sink.ts'
import { sqlTable } from '../../../src/connectors/sql/target.ts'
import { sqliteDialect } from '../../../src/connectors/sqlite/dialect.ts'
import { openSqlite } from '../../../src/connectors/sqlite/session.ts'
import type { RowSelection } from '../../../src/delivery/row-selection.ts'
import { targetOf } from '../../contract/batch-of.ts'
import { frameOf } from '../../contract/frame-of.ts'
import { quietLog } from '../../contract/lane-rig.ts'

const target = targetOf({
  connector: 'sqlite',
  columns: [{ name: 'n', type: { kind: 'INTEGER', nullable: false } }],
  constants: { table: 'lines', guarantee: 'effectively once' },
})
const { signal } = new AbortController()

let file: string
beforeEach(async () => {
  file = join(tmpdir(), `sluice-${randomUUID()}.db`)
  const session = await openSqlite(file, 1_000)
  const positions = positionsStatement(sqliteDialect, { schema: undefined }).replace(/;$/, '')
  await session.transaction([
    { sql: 'CREATE TABLE lines (n BIGINT NOT NULL)', values: [] },
    { sql: positions, values: [] },
  ])
  await session.close()
})
afterEach(() => rmSync(file, { force: true }))

const opened = async (): Promise<SqlSink> => {
  const sink = new SqlSink(sqliteDialect, sqlTable(target), () => openSqlite(file, 1_000), 'r/0')
  expect(await sink.open({ clock: systemClock, log: quietLog, signal })).toEqual({ kind: 'open' })
  return sink
}

const frame = (sequence: number, begun: number, ...chunks: (readonly number[])[]): RowSelection =>
  frameOf(
    target,
    { sequence, begun },
    ...chunks.map((numbers) => numbers.map((n) => ({ columns: { n: BigInt(n) } }))),
  )

const lines = async (): Promise<readonly number[]> => {
  const session = await openSqlite(file, 1_000)
  const rows = await session.select('SELECT n FROM lines ORDER BY n', [])
  await session.close()
  return rows.map(([n]) => Number(n))
}

test('frames that go out again after a crash write only what was not written', async () => {
  const first = await opened()
  expect(await first.write(frame(7, 0, [1, 2], [3]), signal)).toEqual({ kind: 'written' })
  expect(await first.write(frame(9, 5, [4, 5]).part(0, 1), signal)).toEqual({ kind: 'written' })
  await first.close()
  const second = await opened()
  expect(await second.write(frame(7, 10, [1, 2], [3]), signal)).toEqual({ kind: 'written' })
  expect(await second.write(frame(9, 10, [4, 5]), signal)).toEqual({ kind: 'written' })
  expect(await lines()).toEqual([1, 2, 3, 4, 5])
  await second.close()
})

test('a journal that was put back from an old copy stops the lane, before rows are taken for written', async () => {
  const first = await opened()
  expect(await first.write(frame(7, 5, [1]), signal)).toEqual({ kind: 'written' })
  await first.close()
  const second = await opened()
  const result = await second.write(frame(6, 6, [2]), signal)
  expect(result.kind).toBe('fatal')
  expect('message' in result && result.message).toContain('an old copy was put back')
  expect(await lines()).toEqual([1])
  await second.close()
})
