import { systemClock } from '../../../src/cli/system-clock.ts'
import type { ConnectorEntry } from '../../../src/catalog/connector.ts'
import type { OutputColumn } from '../../../src/stream/output.ts'
import type { OpenResult, WriteResult } from '../../../src/stream/sink.ts'
import type { Type, TypeKind } from '../../../src/types/type.ts'
import type { Value } from '../../../src/types/value.ts'
import { batchOf, targetOf, type TestRow } from '../../contract/batch-of.ts'
import { laneRig, quietLog } from '../../contract/lane-rig.ts'
import { waitUntil } from '../../fault/parts/wait-until.ts'

/** Columns from `{ id: 'INTEGER', … }`; a type with details stands for itself. All may be NULL. */
export const columnsOf = (types: Readonly<Record<string, TypeKind | Type>>): readonly OutputColumn[] =>
  Object.entries(types).map(([name, type]) => ({
    name,
    type: typeof type === 'string' ? { kind: type, nullable: true } : type,
  }))

export interface SqlCase {
  readonly table: string
  readonly columns: readonly OutputColumn[]
  readonly key?: readonly string[]
  /** Other options of the target. */
  readonly more?: Readonly<Record<string, Value>>
}

const rowsOf = (columns: readonly OutputColumn[], rows: readonly (readonly Value[])[]): readonly TestRow[] =>
  rows.map((values) => ({
    columns: Object.fromEntries(columns.map(({ name }, c) => [name, values[c]])),
  }))

/** Opens a sink of one connector, and writes rows given as lists of values. */
export const sqlRig = (entry: ConnectorEntry, connection: Readonly<Record<string, unknown>>) => {
  const shapeOf = ({ table, columns, key, more }: SqlCase) =>
    targetOf({
      connector: entry.name,
      columns,
      constants: { table, ...(key === undefined ? {} : { key: [...key] }), ...more },
    })
  const warnings: string[] = []
  const log = { ...quietLog, warn: (message: string): void => void warnings.push(message) }
  const { signal } = new AbortController()
  const options = entry.connection.parse(connection) as Readonly<Record<string, unknown>>
  const sinkOf = (one: SqlCase) => {
    const sink = entry.sink?.create('db', options, shapeOf(one))
    if (sink === undefined) throw new Error(`${entry.name} has no sink`)
    return sink
  }
  return {
    warnings,
    shapeOf,
    open: async (one: SqlCase): Promise<OpenResult> => {
      warnings.length = 0
      const sink = sinkOf(one)
      const result = await sink.open({ clock: systemClock, log, signal })
      await sink.close()
      return result
    },
    write: async (
      one: SqlCase,
      ...rows: readonly (readonly Value[])[]
    ): Promise<WriteResult | OpenResult> => {
      const sink = sinkOf(one)
      const opened = await sink.open({ clock: systemClock, log, signal })
      if (opened.kind !== 'open') return opened
      const result = await sink.write(batchOf(shapeOf(one), rowsOf(one.columns, rows)), signal)
      await sink.close()
      return result
    },
    /** Through a real lane: gives the messages of the dead letters. */
    deliver: async (one: SqlCase, ...rows: readonly (readonly Value[])[]): Promise<readonly string[]> => {
      const rig = laneRig(entry, connection, shapeOf(one))
      rig.push(rowsOf(one.columns, rows))
      await waitUntil('all rows are decided', () => rig.settled() === rows.length, 20_000)
      await rig.close()
      return rig.letters.map((letter) => letter.message)
    },
  }
}
