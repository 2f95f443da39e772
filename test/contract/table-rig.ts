import type { ConnectorEntry } from '../../src/catalog/connector.ts'
import { checkProject } from '../../src/check/check.ts'
import { compileOptions } from '../../src/cli/compile-options.ts'
import { systemClock } from '../../src/cli/system-clock.ts'
import { compileProgram } from '../../src/codegen/compile-program.ts'
import { defaultCatalog } from '../../src/default-catalog.ts'
import { Collector } from '../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import { nodeCapabilities } from '../../src/runtime/capabilities.ts'
import { engineLimits } from '../../src/runtime/limits.ts'
import { Tables } from '../../src/runtime/table/tables.ts'
import { keyOf, type TableKey } from '../../src/stream/table-key.ts'
import type { TableRow } from '../../src/stream/table.ts'
import { parse } from '../../src/syntax/parse.ts'
import type { Clock } from '../../src/stream/clock.ts'
import type { Value } from '../../src/types/value.ts'

export interface TableRig {
  readonly table: Tables['all'][number]
  readonly alarms: string[]
  /** The row of a key as of a time (now, unless said), fetched first where that is needed. */
  find(key: readonly Value[], atMs?: number): Promise<TableRow | undefined>
  close(): Promise<void>
}

export interface TableRigOptions {
  readonly limits?: Partial<typeof engineLimits>
  readonly clock?: Clock
}

/** One table of a rule file, as an engine has it. `statement` is `TABLE t (…) FROM server (…)`. */
export const tableRig = (
  entry: ConnectorEntry,
  connection: Readonly<Record<string, unknown>>,
  statement: string,
  { limits, clock = systemClock }: TableRigOptions = {},
): TableRig => {
  const keys = [...statement.matchAll(/(\w+) [^,()]*(?:\([^)]*\))?[^,()]*PRIMARY KEY/g)].map(
    ([, name]) => name,
  )
  const on = keys.map((name) => `t.${name ?? ''} = m.${name ?? ''}`).join(' AND ')
  const columns = keys.map((name) => {
    const type = new RegExp(`\\b${name ?? ''} ([A-Z]+(?:\\([^)]*\\))?)`).exec(statement)?.[1] ?? 'STRING'
    return `${name ?? ''} ${type}`
  })
  const text = `${statement};
STREAM m (${columns.join(', ')}) FROM memory (topic = 'm');
RULE r AS SELECT t.* FROM m JOIN t ON ${on} INTO stdout;`
  const document = new SourceDocument('table.rules', text)
  const collector = new Collector()
  const project = checkProject(
    {
      files: [{ document, file: parse(document, collector) }],
      catalog: defaultCatalog,
      capabilities: nodeCapabilities(),
      readFile: () => undefined,
      todayMs: 0,
      connections: new Map([
        ['server', { type: entry.name, audience: 'internal' }],
        ['memory', { type: 'mqtt', audience: 'internal' }],
        ['stdout', { type: 'stdout', audience: 'internal' }],
      ]),
    },
    collector,
  )
  if (collector.hasErrors)
    throw new Error(
      collector
        .sorted()
        .map((d) => `${d.slug}: ${d.message}`)
        .join('\n'),
    )
  const program = compileProgram(project, compileOptions({ seed: 1, encodeAll: true }))
  const alarms: string[] = []
  const quiet = (): void => undefined
  const options = entry.connection.parse(connection) as Readonly<Record<string, unknown>>
  const tables = new Tables(program, { server: options }, defaultCatalog, {
    clock,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    random: () => 0.5,
    alarm: (name, message) => alarms.push(`${name}: ${message}`),
    limits: { ...engineLimits, backoffMinMs: 20, backoffMaxMs: 100, ...limits },
  })
  const [table] = tables.all
  if (table === undefined) throw new Error('no table')
  tables.start()
  const makeKey = keyOf(table.shape.keyTypes)
  return {
    table,
    alarms,
    find: async (values, atMs = clock.wallMs()) => {
      const key = makeKey(values) as TableKey
      for (;;) {
        const row = table.get(key, atMs)
        const missed = table.missed()
        if (missed === undefined) return row
        await table.prefetch(missed)
      }
    },
    close: () => tables.close(),
  }
}
