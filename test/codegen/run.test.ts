import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkProject } from '../../src/check/check.ts'
import { compileOptions } from '../../src/cli/compile-options.ts'
import { compileProgram } from '../../src/codegen/compile-program.ts'
import { defaultCatalog } from '../../src/default-catalog.ts'
import { Collector } from '../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import { replay } from '../../src/runtime/replay/replay.ts'
import { parse } from '../../src/syntax/parse.ts'
import { lines } from '../check/check-text.ts'

const folder = new URL('../golden/run/', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.rules'))
  .map((name) => name.replace(/\.rules$/, ''))

const connections = new Map([
  ['mqtt', { type: 'mqtt' }],
  ['kafka', { type: 'kafka' }],
  ['pg', { type: 'postgres' }],
  ['http', { type: 'http' }],
])

/** One golden may hold several files: each begins with a line `-- file NAME`. */
const filesOf = (text: string): [string, string][] => {
  const parts = text.split(/^-- file (\S+)\n/m)
  const named = parts.slice(1).flatMap((part, k): [string, string][] => {
    return k % 2 === 0 ? [[part, parts[k + 2] ?? '']] : []
  })
  return named.length > 0 ? named : [['a.rules', text]]
}

const silent = { debug: () => {}, info: () => {} }

/** Checks, compiles and runs rules on records, as `sluice replay` does: findings, output lines, ledgers. */
const run = async (text: string, records: string): Promise<string> => {
  const collector = new Collector()
  const files = filesOf(text).map(([name, content]) => {
    const document = new SourceDocument(name, content)
    return { document, file: parse(document, collector) }
  })
  const options = compileOptions({ seed: 1, encodeAll: true })
  const project = checkProject(
    {
      files,
      catalog: defaultCatalog,
      connections,
      defaultConnection: 'mqtt',
      capabilities: options.capabilities,
    },
    collector,
  )
  const output = [...collector.sorted()]
    .map((one) => lines([one]).trimEnd())
    .filter((one) => !one.includes('missing-owner'))
  if (collector.hasErrors) return `${output.join('\n')}\n`
  const warn = (message: string): void => void output.push(`warning: ${message}`)
  const input = async function* () {
    for (const line of records.split('\n')) yield line
  }
  const { summary } = await replay(
    compileProgram(project, options),
    input(),
    (line) => void output.push(line),
    { catalog: defaultCatalog, log: { ...silent, warn, error: warn } },
  )
  return `${[...output, '---', ...summary].join('\n')}\n`
}

/** Each golden is a rule file, records beside it, and what they give together. */
describe('run', () => {
  it.each(names)('%s', async (name) => {
    const read = (ending: string): string => {
      const file = new URL(`${name}.${ending}`, folder)
      return existsSync(file) ? readFileSync(file, 'utf8') : ''
    }
    const given = await run(read('rules'), read('ndjson'))
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(new URL(`${name}.out`, folder), given)
    expect(given).toBe(read('out'))
  })
})
