import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { runCommand } from './run-command.ts'

const SEVEN = 'test/golden/cli/seven-mistakes.rules'
const RIGHT = 'test/golden/cli/right.rules'

test('seven mistakes give seven findings at their places', async () => {
  const { code, out } = await runCommand(['check', SEVEN, '--format', 'concise'])
  expect(out.trim().split('\n')).toEqual(
    readFileSync('test/golden/cli/seven-mistakes.txt', 'utf8').trim().split('\n'),
  )
  expect(code).toBe(1)
})

test('a right file gives none', async () => {
  const { code, out } = await runCommand(['check', RIGHT])
  expect(out).toContain('no findings')
  expect(code).toBe(0)
})

test('JSON counts from 1 and has every part', async () => {
  const { out } = await runCommand(['check', SEVEN, '--format', 'json'])
  const report = JSON.parse(out) as {
    version: number
    diagnostics: { start: { line: number; column: number } }[]
  }
  expect(report.version).toBe(1)
  expect(report.diagnostics).toHaveLength(7)
  for (const { start } of report.diagnostics) {
    expect(start.line).toBeGreaterThanOrEqual(1)
    expect(start.column).toBeGreaterThanOrEqual(1)
  }
})

test('SARIF follows its schema', async () => {
  const { out } = await runCommand(['check', SEVEN, '--format', 'sarif'])
  const schema = createRequire(import.meta.url)(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  ) as object
  const ajv = new Ajv({ strict: false, logger: false, unicodeRegExp: false })
  addFormats.default(ajv)
  // The published file names its draft by the keyword of draft 4; its rules are those of draft 7.
  const { $schema: _, id: __, ...body } = schema as { $schema: string; id?: string }
  const validate = ajv.compile(body)
  expect(validate(JSON.parse(out)), JSON.stringify(validate.errors)).toBe(true)
})

test('usage mistakes end with 2 and no stack', async () => {
  const { code, err } = await runCommand(['check', 'no/such/folder'])
  expect(code).toBe(2)
  expect(err).toBe('there is no file or folder no/such/folder\n')
})
