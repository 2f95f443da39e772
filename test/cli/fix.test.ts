import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-fix-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const write = (text: string | Buffer): void => {
  writeFileSync(join(folder, 'a.rules'), text)
}
const text = (): string => readFileSync(join(folder, 'a.rules'), 'utf8')
const check = (...args: readonly string[]) => runCommand(['check', ...args, '.'], '', folder)

const BAD = `RULE a AS
SELECT  payload.a   AS a,   -- two spaces stay
FROM 'x/+' WHERE payload.b == 4 AND payload.c = NULL AND csh > 3 INTO stdout
`
const GOOD = `RULE a AS
SELECT  payload.a   AS a   -- two spaces stay
FROM 'x/+' WHERE payload.b = 4 AND payload.c IS NULL AND csh > 3 INTO stdout;
`

it('writes what is certain, and shows what is left', async () => {
  write(BAD)
  const { code, out, err } = await check('--fix', '--format', 'concise')
  expect(text()).toBe(GOOD)
  expect(err).toContain('4 findings fixed in 1 file')
  expect(out).toContain('[unknown-name]')
  expect(out).not.toContain('[equals-null]')
  expect(code).toBe(1)
})

it('shows the change first and writes nothing', async () => {
  write(BAD)
  const { out, err } = await check('--fix', '--dry-run')
  expect(text()).toBe(BAD)
  expect(out).toContain('--- a.rules\n+++ a.rules\n')
  expect(out).toContain("\n+FROM 'x/+' WHERE payload.b = 4 AND payload.c IS NULL AND csh > 3 INTO stdout;\n")
  expect(err).toContain('4 findings would be fixed in 1 file')
})

it('keeps the byte order mark and the ends of lines', async () => {
  write(`\ufeff${BAD.replaceAll('\n', '\r\n')}`)
  await check('--fix')
  expect(text()).toBe(`\ufeff${GOOD.replaceAll('\n', '\r\n')}`)
})

it('takes an ignore that ignores nothing away with its line', async () => {
  const rule = "RULE a AS SELECT payload.a AS a FROM 'x/+' INTO stdout;"
  const ignore = "-- sluice:ignore never-true until 2999-01-31 because 'there was one'"
  write(`${ignore}\n${rule} ${ignore}\n`)
  await check('--fix')
  expect(text()).toBe(`${rule}\n`)
})

it('leaves guesses and files that are not UTF-8 alone', async () => {
  const guess = "RULE a AS SELECT uper(payload.a) AS a FROM 'x/+' INTO stdout;\n"
  write(guess)
  await check('--fix')
  expect(text()).toBe(guess)
  const latin = Buffer.from(`${BAD}-- gr\u00fcezi\n`, 'latin1')
  write(latin)
  await check('--fix')
  expect(readFileSync(join(folder, 'a.rules'))).toEqual(latin)
})

it('does not change standard input', async () => {
  const { code } = await runCommand(['check', '--fix', '-'], BAD, folder)
  expect(code).toBe(2)
})

it('has reports for GitHub, GitLab and JUnit', async () => {
  write("RULE a AS SELECT payload.a AS a FROM 'x/+' WHERE payload.b = NULL INTO stdout;\n")
  const github = await check('--format', 'github')
  expect(github.out).toContain(
    '::error file=a.rules,line=1,endLine=1,col=50,endColumn=66,title=equals-null::',
  )
  const gitlab = JSON.parse((await check('--format', 'gitlab')).out) as {
    fingerprint: string
    check_name: string
  }[]
  expect(gitlab.map((issue) => issue.check_name)).toContain('equals-null')
  expect(new Set(gitlab.map((issue) => issue.fingerprint)).size).toBe(gitlab.length)
  const junit = await check('--format', 'junit')
  expect(junit.out).toContain('<testsuites name="sluice check" tests="1" failures="1" errors="0">')
  expect(junit.out).toContain('<failure type="equals-null"')
})
