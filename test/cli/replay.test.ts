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

test('tables: rows from files', async () => {
  const line = (branch: string): string =>
    `{"topic":"readings","time":1767261600000,"payload":{"device":"a","branch":"${branch}","at":"2026-01-01T10:00:00Z"}}\n`
  const rules = ['replay', 'test/golden/replay/tables.rules']
  const file = 'branches=test/golden/replay/branches.csv'
  const { code, out, err } = await runCommand([...rules, '--table', file], line('7') + line('8') + line('9'))
  expect(out.split('\n').filter((one) => one.includes('inner_city'))).toEqual([
    expect.stringContaining('"city":"Wuhan","level":3'),
    expect.stringContaining(`"city":"Xi'an","level":0`),
  ])
  expect(err).toContain('table branches, row 3: city: column city is NOT NULL, but has no value')
  expect(err).not.toContain('table branches has no rows')
  expect(code).toBe(0)
  const broken = await runCommand([...rules, '--table', 'branches=test/golden/replay/tables.rules'], '')
  expect([broken.code, broken.out]).toEqual([2, ''])
  expect(broken.err).toContain('--table branches=test/golden/replay/tables.rules: this is not JSON')
})
