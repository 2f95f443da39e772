import { readdirSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { runCommandLine } from '../../src/cli/command-line.ts'
import { runCommand } from './run-command.ts'

const FOLDER = 'test/golden/test'

const names = readdirSync(FOLDER).filter((name) => name.endsWith('.rules'))

const timeless = (output: string): string => output.replace(/\(\d+ ms\)/, '(… ms)')

/** Each golden is a rule file and beside it what `sluice test` prints. */
describe('sluice test', () => {
  it.each(names)('%s', async (name) => {
    const { code, out, err } = await runCommand(['test', `${FOLDER}/${name}`])
    const golden = `../golden/test/${name.replace(/\.rules$/, '.txt')}`
    await expect(`${timeless(out)}${err}exit code ${String(code)}\n`).toMatchFileSnapshot(golden)
  })

  it.each(['rules', 'examples'])('all tests in %s pass, and every rule has one', async (folder) => {
    const { code, out } = await runCommand(['test', folder])
    expect(out).not.toContain('without a test')
    expect(out).toMatch(/[1-9]\d* tests?: \d+ passed \(/)
    expect(code).toBe(0)
  })
})

describe('formats', () => {
  it('JSON has every part', async () => {
    const { code, out } = await runCommand(['test', `${FOLDER}/missing.rules`, '--format', 'json'])
    const json = out.replace(/"durationMs": \d+/, '"durationMs": 0')
    await expect(json).toMatchFileSnapshot('../golden/test/missing.json')
    expect(code).toBe(1)
  })

  it('JUnit has a suite for each file', async () => {
    const paths = ['passes', 'unexpected', 'findings'].map((name) => `${FOLDER}/${name}.rules`)
    const { out } = await runCommand(['test', ...paths, '--format', 'junit'])
    const xml = out
      .replace(/timestamp="[^"]*"/g, 'timestamp="…"')
      .replace(/time="[^"0][^"]*"|time="0\.\d+"/g, 'time="…"')
    await expect(xml).toMatchFileSnapshot('../golden/test/some.xml')
  })
})

describe('colours', () => {
  const output = async (isTTY: boolean, environment: Readonly<Record<string, string>>): Promise<string> => {
    const out = Object.assign(new PassThrough(), { isTTY })
    const err = new PassThrough()
    const input = new PassThrough()
    const args = ['test', `${FOLDER}/cells.rules`, '--filter', 'options are']
    await runCommandLine(args, { out, err, input, environment, directory: process.cwd() })
    out.end()
    return text(out)
  }

  it('stand on a terminal alone, and not where NO_COLOR is set', async () => {
    const coloured = await output(true, {})
    expect(coloured).toContain('\u001b[31;1m>')
    const plain = await output(false, {})
    expect(plain).not.toContain('\u001b')
    expect(timeless(await output(true, { NO_COLOR: '1' }))).toBe(timeless(plain))
    expect(timeless(coloured.replace(/\u001b\[[\d;]*m/g, ''))).toBe(timeless(plain))
  })
})

describe('which tests run', () => {
  it('--filter takes titles, rules and files, whatever the case', async () => {
    const of = (filter: string) => runCommand(['test', `${FOLDER}/passes.rules`, '--filter', filter])
    const run = async (filter: string) => (await of(filter)).out
    const { code, out, err } = await of('no such test')
    expect(err).toBe("no test has 'no such test' in its title, rule or file\n")
    expect(out).toBe('')
    expect(code).toBe(2)
    expect(await run('A VIEW, from rows')).toContain('1 test: 1 passed')
    expect(await run('labels')).toContain('1 test: 1 passed')
    expect(await run('passes.rules')).toContain('10 tests: 10 passed')
  })

  it('the order and the choice of tests change nothing', async () => {
    const all = await runCommand(['test', `${FOLDER}/cells.rules`])
    const one = await runCommand(['test', `${FOLDER}/cells.rules`, '--filter', 'nearest of several'])
    const part = one.out.slice(0, one.out.indexOf('\nFAILED test/'))
    expect(part).not.toBe('')
    expect(all.out).toContain(part.trim())
  })

  it('--help begins with an example', async () => {
    const { out } = await runCommand(['test', '--help'])
    expect(out).toMatch(/^Example:\n {2}sluice test /)
  })

  it('a path that is not there is a usage mistake', async () => {
    const { code, err } = await runCommand(['test', 'no/such/folder'])
    expect(err).toBe('there is no file or folder no/such/folder\n')
    expect(code).toBe(2)
  })
})
