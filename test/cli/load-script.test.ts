import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { afterAll, expect, test } from 'vitest'
import { codeDigest, loadScript } from '../../src/cli/load-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-script-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const textOf = (value: string): string =>
  `(function (exports, require, module, __filename, __dirname) { exports.value = () => '${value}' })`

/** A script, with what V8 has kept of the compilation of a text of the same length. */
const scriptOf = (
  value: string,
  compiled: string,
  change: (kept: Buffer) => Buffer = (kept) => kept,
): string => {
  const file = join(folder, `${value}-${compiled}.cjs`)
  writeFileSync(file, textOf(value))
  const script = new Script(textOf(compiled), { filename: file })
  const module = { exports: {} }
  const run = script.runInThisContext() as (exports: object) => void
  run(module.exports)
  const code = script.createCachedData()
  const digest = codeDigest(Buffer.from(textOf(compiled)), code)
  writeFileSync(`${file}.code`, change(Buffer.concat([digest, code])))
  return file
}

const valueOf = (file: string): string => (loadScript(file) as { value: () => string }).value()

test('a script runs, with and without its code', () => {
  const file = join(folder, 'alone.cjs')
  writeFileSync(file, textOf('alone'))
  expect(valueOf(file)).toBe('alone')
  expect(valueOf(scriptOf('one', 'one'))).toBe('one')
})

test('code of another text of the same length is not taken', () => {
  expect(valueOf(scriptOf('two', 'six'))).toBe('two')
})

test('code that is cut or broken is not taken', () => {
  expect(valueOf(scriptOf('abc', 'abc', (kept) => kept.subarray(0, kept.length >> 1)))).toBe('abc')
  expect(valueOf(scriptOf('abc', 'abc', () => Buffer.alloc(0)))).toBe('abc')
  const broken = (kept: Buffer): Buffer => {
    kept.fill(0xff, kept.length >> 1, (kept.length >> 1) + 8)
    return kept
  }
  expect(valueOf(scriptOf('abc', 'abc', broken))).toBe('abc')
})

test('the code that the build keeps is taken by the Node that built it', () => {
  const look = `
    const { readFileSync } = require('node:fs')
    const { Script } = require('node:vm')
    const [text, kept] = [readFileSync('dist/brief.cjs', 'latin1'), readFileSync('dist/brief.cjs.code')]
    console.log(new Script(text, { filename: 'brief.cjs', cachedData: kept.subarray(32) }).cachedDataRejected)`
  expect(spawnSync(process.execPath, ['-e', look], { encoding: 'utf8' }).stdout).toBe('false\n')
})
