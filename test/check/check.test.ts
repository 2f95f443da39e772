import { readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bank, checkText, lines } from './check-text.ts'

const folder = new URL('../golden/check/', import.meta.url)
/** A golden that says so is checked without a sluice.yaml. */
const settings = (text: string): typeof bank => (text.startsWith('-- no sluice.yaml') ? {} : bank)

const TODAY_MS = Date.UTC(2026, 10, 24)

const names = readdirSync(folder).filter((name) => name.endsWith('.rules'))

/** Each golden is a rule file and beside it what the checker says, one line per finding. */
describe('check', () => {
  it.each(names)('%s', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const place = new URL(name.replace(/\.rules$/, '.txt'), folder)
    const schemas = (path: string): string | undefined => {
      const file = new URL(path, folder)
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined
    }
    const { diagnostics } = checkText(text, { ...settings(text), readFile: schemas, todayMs: TODAY_MS })
    const said = lines(diagnostics)
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(place, said)
    expect(said).toBe(readFileSync(place, 'utf8'))
  })
})
