import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runCommand } from '../cli/run-command.ts'
import type { Fence } from './markdown.ts'

/** The files of an example, by name. */
export type Files = ReadonlyMap<string, string>

const NAMES: Readonly<Record<string, string>> = {
  sql: 'example.rules',
  rules: 'example.rules',
  yaml: 'sluice.yaml',
  json: 'records.ndjson',
}

const NO_SETTINGS = 'without sluice.yaml'

/** Blocks whose text would be too long for a page say how it goes on: `padded to 3000`, `repeated 300`, `with 6000 items`. */
const stretched = ({ text, words }: Fence): string => {
  const count = Number(/(?:padded to|repeated|with) (\d+)/.exec(words)?.[1] ?? 0)
  if (words.includes('padded to'))
    return text.includes('…') ? text.replace('…', 'x'.repeat(count)) : text + ' '.repeat(count)
  if (words.includes('repeated')) return text.repeat(count)
  if (words.includes('items'))
    return text.replace('…', Array.from({ length: count }, (_, k) => `'a${String(k)}'`).join(', '))
  return text
}

/** The files that blocks describe: a block's second word is its file, unless the language says enough. */
export const filesOf = (fences: readonly Fence[], settings: string): Files => {
  const files = new Map<string, string>()
  if (!fences.some(({ words }) => words.includes(NO_SETTINGS))) files.set('sluice.yaml', settings)
  for (const fence of fences) {
    const name = fence.words.split(' ').find((word) => /^[\w./-]+\.\w+$/.test(word)) ?? NAMES[fence.language]
    if (name !== undefined) files.set(name, stretched(fence))
  }
  return files
}

export const defaultSettings = readFileSync('docs/sluice.yaml', 'utf8')

/** Writes the files into a folder of their own for as long as `use` takes. */
export const withFolder = async <T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-example-'))
  try {
    for (const [name, text] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Report {
  readonly diagnostics: readonly {
    readonly slug: string
    readonly message: string
    readonly severity: string
  }[]
}

interface OutputLine {
  readonly error?: { readonly slug: string; readonly message: string }
}

/** What an example gives: findings of `check`, and with records the errors of `replay`; `slug: message` each. */
export const findingsOf = (files: Files, args: readonly string[] = []): Promise<readonly string[]> =>
  withFolder(files, async (folder) => {
    const foreign = [...files.keys()].find((name) => name.startsWith('emqx.'))
    if (foreign !== undefined) {
      const { err } = await runCommand(['import', 'emqx', foreign], '', folder)
      return [...err.matchAll(/^(?:error|warning|note)\[([a-z-]+)\]:? (.*)$/gm)].map(
        ([, slug = '', message = '']) => `${slug}: ${message}`,
      )
    }
    const checked = await runCommand(['check', '.', '--format', 'json', ...args], '', folder)
    const { diagnostics } = JSON.parse(checked.out) as Report
    const findings = diagnostics.map(({ slug, message }) => `${slug}: ${message}`)
    const records = files.get('records.ndjson')
    if (records === undefined || diagnostics.some(({ severity }) => severity === 'error')) return findings
    const { out } = await runCommand(['replay', '.', ...args], records, folder)
    const lines = out.split('\n').filter((line) => line !== '')
    const errors = lines.flatMap((line) => (JSON.parse(line) as OutputLine).error ?? [])
    return [...findings, ...errors.map(({ slug, message }) => `${slug}: ${message}`)]
  })
