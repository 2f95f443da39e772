import { compileProgram } from '../../../src/codegen/compile-program.ts'
import { checkProject } from '../../../src/check/check.ts'
import { compileOptions } from '../../../src/cli/compile-options.ts'
import { defaultCatalog } from '../../../src/default-catalog.ts'
import { Collector } from '../../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../../src/diagnostic/document.ts'
import { importEmqx, type Imported } from '../../../src/import/emqx/import-emqx.ts'
import type { ImportMode } from '../../../src/import/emqx/rewrite/rule.ts'
import { nodeCapabilities } from '../../../src/runtime/capabilities.ts'
import { replay } from '../../../src/runtime/replay/replay.ts'
import { parse } from '../../../src/syntax/parse.ts'

const capabilities = nodeCapabilities()

/** Imports text as `sluice import emqx` does. */
export const importText = (text: string, mode?: ImportMode): Imported =>
  importEmqx(new SourceDocument('rule.sql', text), { catalog: defaultCatalog, capabilities }, mode)

async function* linesOf(records: readonly string[]): AsyncGenerator<Buffer> {
  for (const record of records) yield Promise.resolve(Buffer.from(record))
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export interface ReplayedRow {
  readonly rule: string
  readonly sink: string
  readonly options: Record<string, unknown>
  readonly value: unknown
}

/** The rows that rules make of each record, as `sluice replay` writes them. */
export const replayRules = async (
  rules: string,
  records: readonly string[],
): Promise<readonly (readonly ReplayedRow[])[]> => {
  const document = new SourceDocument('imported.rules', rules)
  const collector = new Collector()
  const file = parse(document, collector)
  const project = checkProject(
    { files: [{ document, file }], catalog: defaultCatalog, capabilities },
    collector,
  )
  if (collector.hasErrors)
    throw new Error(
      collector
        .sorted()
        .map((one) => one.message)
        .join('; '),
    )
  const program = compileProgram(project, compileOptions({ seed: 1, encodeAll: true }))
  const all: ReplayedRow[][] = []
  for (const record of records) {
    const rows: ReplayedRow[] = []
    await replay(
      program,
      linesOf([record]),
      (line) => {
        const read = JSON.parse(line) as ReplayedRow
        if ('rule' in read && 'sink' in read) rows.push(read)
      },
      { catalog: defaultCatalog, log: quiet },
    )
    all.push(rows)
  }
  return all
}

/** A value without what is NULL: EMQX leaves out what it does not have. */
export const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(entries.map(([name, member]) => [name, withoutNulls(member)]))
}
