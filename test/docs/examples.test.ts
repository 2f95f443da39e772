import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runCommand } from '../cli/run-command.ts'
import { filesBelowWith } from './files.ts'
import { defaultSettings, filesOf, findingsOf, withFolder, type Files } from './example.ts'
import { fencesOf, type Fence } from './markdown.ts'

/** Pages for readers whose examples run. Those of diagnostics have a test of their own, and functions run theirs. */
const pages = [
  'README.md',
  ...['docs', 'examples', 'rules'].flatMap((folder) => filesBelowWith(folder, '.md')),
].filter((page) => !page.startsWith('docs/diagnostics/') && !page.startsWith('docs/reference/'))

/** Commands that need servers or a file of the reader, run until they are stopped, or are not ours. */
const NOT_RUN =
  /^(npx )?sluice (run|dev|status|reload|doctor)\b|^sluice import emqx \S+\.json|^(npm|npx tsx|mosquitto_\w+|docker|kcat|curl|psql)\b/

const SECONDS_MAX = 60

const isRules = ({ language }: Fence): boolean => language === 'sql' || language === 'rules'

/** Rules with the blocks that belong to them: settings, records, rows. */
const examplesOf = (fences: readonly Fence[]): readonly (readonly Fence[])[] => {
  const examples: Fence[][] = []
  const named = new Map<string, Fence>()
  for (const fence of fences) {
    const name = /^[\w-]+\.rules/.exec(fence.words)?.[0]
    if (name !== undefined) named.set(name, fence)
    if (isRules(fence)) {
      const others = [...fence.words.matchAll(/with ([\w-]+\.rules)/g)].flatMap(
        ([, other = '']) => named.get(other) ?? [],
      )
      examples.push([fence, ...others])
    } else if (['yaml', 'json'].includes(fence.language)) examples.at(-1)?.push(fence)
  }
  return examples
}

interface Line {
  readonly value?: unknown
  readonly error?: { readonly slug: string }
}

/** Rows of replay: what a target would write, or the error's slug. */
const rowsOf = (files: Files): Promise<readonly unknown[]> =>
  withFolder(files, async (folder) => {
    const { out } = await runCommand(['replay', '.'], files.get('records.ndjson') ?? '', folder)
    const lines = out.split('\n').filter((line) => line !== '')
    return lines.map((line) => {
      const { value, error } = JSON.parse(line) as Line
      return error === undefined ? value : { error: error.slug }
    })
  })

const shown = (rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).join('\n')

let shims = ''

/** Runs a line of a shell with `sluice` and `npx sluice` as a reader has them. */
const runLine = async (line: string, directory: string): Promise<string> => {
  const environment = { ...process.env, PATH: `${shims}:${process.env['PATH'] ?? ''}`, NO_COLOR: '1' }
  const options = { cwd: directory, env: environment, timeout: SECONDS_MAX * 1_000 }
  const { stdout } = await promisify(execFile)('bash', ['-c', line], options)
  return stdout
}

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 24) })
  shims = mkdtempSync(join(tmpdir(), 'sluice-bin-'))
  const command = `exec ${process.execPath} ${resolve('dist/cli.js')}`
  writeFileSync(join(shims, 'sluice'), `#!/bin/sh\n${command} "$@"\n`)
  writeFileSync(join(shims, 'npx'), `#!/bin/sh\nshift\n${command} "$@"\n`)
  for (const name of ['sluice', 'npx']) chmodSync(join(shims, name), 0o755)
})
afterAll(() => {
  vi.useRealTimers()
  rmSync(shims, { recursive: true })
})

describe.each(pages)('%s', (page) => {
  const markdown = readFileSync(page, 'utf8')
  const fences = fencesOf(markdown)

  it('links to files that are there', () => {
    const links = [...markdown.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([])
  })

  for (const example of examplesOf(fences))
    it(`the rules of line ${String(example[0]?.line ?? 0)}`, async () => {
      const files = filesOf(example, defaultSettings)
      const findings = await findingsOf(new Map([...files].filter(([name]) => name !== 'records.ndjson')))
      expect(findings.filter((finding) => !/^(unused-statement|not-yet):/.test(finding))).toEqual([])
      const expected = files.get('rows.ndjson')
      if (expected === undefined) return
      const rows = expected
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as unknown)
      expect(shown(await rowsOf(files))).toBe(shown(rows))
    })

  for (const [k, fence] of fences.entries()) {
    if (fence.language !== 'sh') continue
    const lines = fence.text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    it(`the commands of line ${String(fence.line)}`, async () => {
      const output: string[] = []
      for (const line of lines) if (!NOT_RUN.test(line)) output.push(await runLine(line, process.cwd()))
      const next = fences[k + 1]
      if (next?.language === 'text') expect(output.join('').trim()).toBe(next.text.trim())
    })
  }
})
