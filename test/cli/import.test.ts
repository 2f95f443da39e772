import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from './run-command.ts'

const SQL = 'SELECT payload.temp AS temp, clientid FROM "sensors/#" WHERE payload.temp > 30'
const STATE = 'SELECT kv_store_get(\'x\') AS x FROM "t/#"'

const folder = (): string => mkdtempSync(join(tmpdir(), 'sluice-import-'))

test('SQL of standard input becomes a rule on standard output', async () => {
  for (const args of [[], ['-']]) {
    const { code, out, err } = await runCommand(['import', 'emqx', ...args], SQL)
    expect(code).toBe(0)
    expect(out).toContain("RULE imported AS\nSELECT payload.temp AS temp, clientid\nFROM   'sensors/#'\n")
    expect(err).toMatch(/^note\[emqx-number-text\].*--exact\n\n1 rule carried over, 0 refused\n$/s)
  }
})

test('an exact import reads text as EMQX does, and has nothing to say', async () => {
  const { out, err } = await runCommand(['import', 'emqx', '--exact'], SQL)
  expect(out).toContain('padded_number(payload.temp) > 30')
  expect(err).toBe('1 rule carried over, 0 refused\n')
})

test('a file becomes a rule file that checks and replays', async () => {
  const path = folder()
  writeFileSync(join(path, 'rule.sql'), SQL)
  const imported = await runCommand(['import', 'emqx', 'rule.sql', '--output', 'rule.rules'], '', path)
  expect(imported).toMatchObject({ code: 0, out: '' })
  expect((await runCommand(['check', 'rule.rules'], '', path)).code).toBe(0)
  const record = '{"topic":"sensors/1","payload":{"temp":31.50},"attributes":{"clientid":"c1"}}\n'
  const replayed = await runCommand(['replay', 'rule.rules', '--input', '-'], record, path)
  expect(replayed.out).toContain('{"temp":31.50,"clientid":"c1"}')
})

test('a rule that is refused is named, nothing is written, and the exit code says so', async () => {
  const path = folder()
  const { code, out, err } = await runCommand(['import', 'emqx', '-', '--output', 'rule.rules'], STATE, path)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('error[emqx-state]')
  expect(err).toContain('<stdin>:1:8')
  expect(err).toMatch(/0 rules carried over, 1 refused\n$/)
  expect(existsSync(join(path, 'rule.rules'))).toBe(false)
})

test('of an export, what can be carried over is; its connections are shown without secrets', async () => {
  const path = folder()
  const action = { connector: 'cache', parameters: { command_template: ['SET', '${clientid}', '${.}'] } }
  const exported = {
    rules: [
      { id: 'good', sql: SQL, actions: ['redis:a'] },
      { id: 'bad', sql: STATE, actions: [{ function: 'console' }] },
    ],
    actions: { redis: { a: action } },
    connectors: { redis: { cache: { server: 'r1:6379', password: 'secret' } } },
  }
  writeFileSync(join(path, 'export.json'), JSON.stringify(exported))
  const { code, err } = await runCommand(['import', 'emqx', 'export.json', '--output', 'all.rules'], '', path)
  expect(code).toBe(1)
  expect(err).toContain("url: 'redis://r1:6379'")
  expect(err).toContain("password: '${env:CACHE_PASSWORD}'")
  expect(err).not.toContain('secret')
  expect(err).toMatch(/1 rule carried over, 1 refused\n$/)
  const rules = readFileSync(join(path, 'all.rules'), 'utf8')
  expect(rules).toContain('RULE good AS')
  expect(rules).not.toContain('RULE bad')
})

test('what is no rule, and a file that is not there', async () => {
  const nonsense = await runCommand(['import', 'emqx'], 'hello')
  expect(nonsense).toMatchObject({ code: 1, out: '' })
  expect(nonsense.err).toContain('error[emqx-syntax]')
  const missing = await runCommand(['import', 'emqx', 'no-such.sql'], '', folder())
  expect(missing.code).toBe(2)
  expect(missing.err).toContain('no-such.sql')
  expect(missing.err).not.toContain('    at ')
})
