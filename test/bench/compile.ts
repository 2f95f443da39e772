import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { brokenFile, fileOf, ruleFiles, ruleFilesProject } from './rule-files.ts'
import { bundle } from './bundle.ts'
import { spent, type Spent } from './check-time.ts'
import { median } from './measure.ts'

const ROUNDS = 5
/** Files of ten rules each. */
const FILES = 500
const TEN_KB = 10_240
const ONE_MB = 1_048_576

const folderOf = (files: ReadonlyMap<string, string>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  for (const [name, text] of files) writeFileSync(join(folder, name), text)
  writeFileSync(join(folder, 'sluice.yaml'), ruleFilesProject)
  return folder
}

const middle = (times: readonly Spent[]): Spent => ({
  wallMs: median(times.map(({ wallMs }) => wallMs)),
  cpuMs: median(times.map(({ cpuMs }) => cpuMs)),
})

const rounds = async (measure: () => Promise<Spent>): Promise<Spent> => {
  const times: Spent[] = []
  for (let k = 0; k < ROUNDS; k++) times.push(await measure())
  return middle(times)
}

/** Written by the process itself when it ends, since a parent cannot tell one child's time from another's. */
const REPORT = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write(`cpu ${(user + system) / 1e3}`) })",
)}`

/** A process of its own, from before its start until behind its end. */
const inProcess = (args: readonly string[], directory: string): Promise<Spent> =>
  rounds(async () => {
    let output = ''
    const { wallMs } = await spent(() => {
      const { stderr } = spawnSync(process.execPath, ['--import', REPORT, ...args], {
        cwd: directory,
        encoding: 'utf8',
      })
      output = stderr
      return Promise.resolve()
    })
    const [, cpu] = /cpu ([\d.]+)$/.exec(output) ?? []
    if (cpu === undefined) throw new Error(`${args.join(' ')} failed:\n${output}`)
    return { wallMs, cpuMs: Number(cpu) }
  })

const command = (args: readonly string[], directory: string): Promise<Spent> =>
  inProcess([join(process.cwd(), 'dist/cli.js'), ...args], directory)

/** What so many checks take in a process that has loaded everything, as an editor or a watching command has. */
const answers = (script: string, folder: string, hasFindings: boolean, count: number): readonly Spent[] => {
  const args = [script, folder, String(hasFindings), String(count)]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: process.cwd(), encoding: 'utf8' })
  if (stdout === '') throw new Error(`no answer for ${folder}:\n${stderr}`)
  return JSON.parse(stdout) as Spent[]
}

/** The first answer of a process. */
const first = (script: string, folder: string, hasFindings: boolean): Spent =>
  middle(Array.from({ length: ROUNDS }, () => answers(script, folder, hasFindings, 1)).flat())

/** The answers behind the first. */
const warm = (script: string, folder: string, hasFindings: boolean): Spent =>
  middle(answers(script, folder, hasFindings, ROUNDS + 1).slice(1))

const NAME_WIDTH = 26
const TIME_WIDTH = 14

/** A line as soon as it is known, since all of them take minutes: wall and CPU, of each kind of start. */
const print = (name: string, times: readonly (Spent | string | undefined)[]): void => {
  const shown = times.map((time) => {
    if (time === undefined || typeof time === 'string') return time ?? ''
    return `${String(Math.round(time.wallMs))} / ${String(Math.round(time.cpuMs))}`
  })
  console.log(name.padEnd(NAME_WIDTH), ...shown.map((text) => text.padStart(TIME_WIDTH)))
}

const row = async (name: string, files: ReadonlyMap<string, string>, hasFindings = false): Promise<void> => {
  const folder = folderOf(files)
  try {
    const cold = await command(['check', '.'], folder)
    const script = await bundle('answers')
    print(name, [cold, first(script, folder, hasFindings), warm(script, folder, hasFindings)])
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const load = (): string => (loadavg()[0] ?? 0).toFixed(1)

/**
 * `check` on many files and on single ones, wall / CPU in milliseconds: cold in a new process, first in one that has
 * loaded its modules, warm in one that has checked the same before.
 */
export const benchCompile = async (): Promise<void> => {
  const alone = async (): Promise<void> => {
    print(`node alone, load ${load()}`, [await inProcess(['-e', '0'], process.cwd())])
  }
  print('wall / CPU, ms', ['cold', 'first', 'warm'])
  await alone()
  await row('5,000 rules in 500 files', ruleFiles(FILES))
  await row('10 KB', fileOf(TEN_KB))
  await row('10 KB with mistakes', brokenFile(TEN_KB), true)
  await row('1 MB', fileOf(ONE_MB))
  await row('1 MB with mistakes', brokenFile(ONE_MB), true)
  print('version', [await command(['version'], process.cwd())])
  await alone()
}
