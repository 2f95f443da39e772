import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from './run-command.ts'

const UGLY = 'set   a=1;\n\nrule r as select b from s into k;\n'
const NICE = 'SET a = 1;\n\nRULE r AS\nSELECT b\nFROM   s\nINTO   k;\n'

const folder = (files: Readonly<Record<string, string | Buffer>>): string => {
  const path = mkdtempSync(join(tmpdir(), 'sluice-fmt-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return path
}

test('our own rules and examples are in style', async () => {
  const { code, out } = await runCommand(['fmt', 'rules', 'examples', '--check'])
  expect({ code, out }).toEqual({ code: 0, out: '' })
})

test('only files that change are written, and nothing else is left behind', async () => {
  const path = folder({ 'ugly.rules': UGLY, 'nice.rules': NICE })
  const before = statSync(join(path, 'nice.rules')).mtimeMs
  const { code, out, err } = await runCommand(['fmt', path])
  expect(code).toBe(0)
  expect(out).toMatch(/ugly\.rules\n$/)
  expect(err).toBe('1 file formatted, 1 file already in style\n')
  expect(readFileSync(join(path, 'ugly.rules'), 'utf8')).toBe(NICE)
  expect(statSync(join(path, 'nice.rules')).mtimeMs).toBe(before)
  expect(readdirSync(path)).toEqual(['nice.rules', 'ugly.rules'])
})

test('rights stay, and a link stays a link', async () => {
  const path = folder({ 'ugly.rules': UGLY })
  chmodSync(join(path, 'ugly.rules'), 0o640)
  const linked = folder({})
  symlinkSync(join(path, 'ugly.rules'), join(linked, 'link.rules'))
  await runCommand(['fmt', join(linked, 'link.rules')])
  expect(lstatSync(join(linked, 'link.rules')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(path, 'ugly.rules'), 'utf8')).toBe(NICE)
  expect(statSync(join(path, 'ugly.rules')).mode & 0o777).toBe(0o640)
})

test('--check fails where something would change, and writes nothing', async () => {
  const path = folder({ 'ugly.rules': UGLY, 'nice.rules': NICE })
  const { code, out, err } = await runCommand(['fmt', path, '--check'])
  expect(code).toBe(1)
  expect(out).toMatch(/ugly\.rules\n$/)
  expect(err).toBe('1 file would change, 1 file already in style\n')
  expect(readFileSync(join(path, 'ugly.rules'), 'utf8')).toBe(UGLY)
})

test('--diff shows what would change', async () => {
  const path = folder({ 'ugly.rules': UGLY })
  const { code, out } = await runCommand(['fmt', path, '--diff'])
  expect(code).toBe(1)
  expect(out.split('\n').slice(2).join('\n')).toBe(
    [
      '@@ -1,3 +1,6 @@',
      '-set   a=1;',
      '+SET a = 1;',
      ' ',
      '-rule r as select b from s into k;',
      '+RULE r AS',
      '+SELECT b',
      '+FROM   s',
      '+INTO   k;',
      '',
    ].join('\n'),
  )
  expect(readFileSync(join(path, 'ugly.rules'), 'utf8')).toBe(UGLY)
})

test('a file with mistakes is left alone, and the others are formatted', async () => {
  const broken = 'set   a = ;\n'
  const path = folder({ 'broken.rules': broken, 'ugly.rules': UGLY })
  const { code, err } = await runCommand(['fmt', path])
  expect(code).toBe(1)
  expect(err).toContain('broken.rules:1')
  expect(err).toContain('broken.rules is not formatted: it has mistakes of syntax')
  expect(err).toMatch(/1 file formatted, 0 files already in style, 1 file left alone\n$/)
  expect(readFileSync(join(path, 'broken.rules'), 'utf8')).toBe(broken)
  expect(readFileSync(join(path, 'ugly.rules'), 'utf8')).toBe(NICE)
})

test('what is not UTF-8 is left alone', async () => {
  const latin = Buffer.concat([Buffer.from("set a='"), Buffer.from([0xe9]), Buffer.from("';")])
  const path = folder({ 'latin.rules': latin })
  const { code, err } = await runCommand(['fmt', path])
  expect(code).toBe(1)
  expect(err).toContain('latin.rules is not formatted: it is not text in UTF-8')
  expect(readFileSync(join(path, 'latin.rules'))).toEqual(latin)
})

test.each<[string, string[], string, number]>([
  ['is formatted', ['fmt', '-'], NICE, 0],
  ['is checked', ['fmt', '-', '--check'], '', 1],
])('standard input %s', async (_, args, wanted, status) => {
  const { code, out } = await runCommand(args, UGLY)
  expect({ code, out }).toEqual({ code: status, out: wanted })
})

test('standard input with mistakes gives nothing out', async () => {
  const { code, out, err } = await runCommand(['fmt', '-'], 'set a = ;')
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain('<stdin>:1')
})
