import type { Catalog } from '../../catalog/catalog.ts'
import type { ConnectionOptions } from '../../catalog/connector.ts'
import type { Program, TableShape } from '../../codegen/program.ts'
import type { KeySet, Table } from '../../stream/table.ts'
import { SnapshotTable } from './snapshot-table.ts'
import type { TableContext, TableSnapshot } from './table-context.ts'
import { TopicTable } from './topic-table.ts'

/** Keys that a pass has missed, by table. */
export type MissedKeys = readonly { readonly table: Table; readonly keys: KeySet }[]

const tableOf = (
  shape: TableShape,
  connections: Readonly<Record<string, ConnectionOptions>>,
  catalog: Catalog,
  context: TableContext,
): SnapshotTable | TopicTable => {
  const entry = catalog.connector(shape.connector)?.table
  if (entry === undefined) throw new Error(`connector '${shape.connector}' has no tables`)
  const options = Object.hasOwn(connections, shape.connection) ? connections[shape.connection]! : {}
  const reader = entry.create(options, shape, context.limits.tableBytesMax)
  switch (reader.kind) {
    case 'snapshot':
      return new SnapshotTable(shape, reader, context)
    case 'changes':
      return new TopicTable(shape, reader, context)
  }
}

/** The tables of a running program. */
export class Tables {
  /** As `PassContext.tables` wants them. */
  readonly all: readonly (SnapshotTable | TopicTable)[]

  constructor(
    program: Pick<Program, 'tables'>,
    connections: Readonly<Record<string, ConnectionOptions>>,
    catalog: Catalog,
    context: TableContext,
  ) {
    this.all = program.tables.map((shape) => tableOf(shape, connections, catalog, context))
  }

  start(): void {
    for (const table of this.all) table.start()
  }

  /** Resolves when all are loaded, or have been closed. */
  async ready(): Promise<void> {
    await Promise.all(this.all.map((table) => table.ready()))
  }

  /** What the last pass has missed; undefined for nothing, the usual case. */
  missed(): MissedKeys | undefined {
    let missed: { table: Table; keys: KeySet }[] | undefined
    for (const table of this.all) {
      const keys = table.missed()
      if (keys !== undefined) (missed ??= []).push({ table, keys })
    }
    return missed
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((table) => table.close()))
  }

  snapshot(): TableSnapshot[] {
    return this.all.map((table) => table.snapshot())
  }
}

/** Fetches what a pass has missed. */
export const prefetch = async (missed: MissedKeys): Promise<void> => {
  await Promise.all(missed.map(({ table, keys }) => table.prefetch(keys)))
}
