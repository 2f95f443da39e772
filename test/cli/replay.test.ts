import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runCommand } from './run-command.ts'

test('the rule packs on recorded lines', async () => {
  const input = readFileSync('test/golden/cli/records.ndjson', 'utf8')
  const { code, out, err } = await runCommand(['replay', 'rules'], input)
  await expect(`${out}---\n${err}`).toMatchFileSnapshot('../golden/cli/records.out')
  expect(code).toBe(0)
})

test('the same lines give the same bytes', async () => {
  const input = readFileSync('test/golden/cli/records.ndjson', 'utf8')
  const runs = await Promise.all([1, 2].map(() => runCommand(['replay', 'rules'], input)))
  expect(runs[0]?.out).toBe(runs[1]?.out)
})

test('tables: rows in the input are visible from then on', async () => {
  const input = readFileSync('test/golden/replay/tables.ndjson', 'utf8')
  const { code, out, err } = await runCommand(['replay', 'test/golden/replay/tables.rules'], input)
  await expect(`${out}---\n${err}`).toMatchFileSnapshot('../golden/replay/tables.out')
  expect(code).toBe(0)
})
