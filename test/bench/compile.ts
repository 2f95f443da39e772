import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { loadRules } from '../../src/cli/load-rules.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { median } from './measure.ts'
import { ruleFiles, ruleFilesProject } from './rule-files.ts'

const ROUNDS = 5
/** Files of ten rules each; the file of one megabyte has those of this many. */
const FILES = 500
const FILES_OF_A_MEGABYTE = 235

const terminal = (directory: string): Terminal => ({
  out: new PassThrough(),
  err: new PassThrough(),
  input: new PassThrough(),
  environment: {},
  directory,
})

const folderOf = (files: ReadonlyMap<string, string>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  for (const [name, text] of files) writeFileSync(join(folder, name), text)
  writeFileSync(join(folder, 'sluice.yaml'), ruleFilesProject)
  return folder
}

const cpuMs = async (work: () => Promise<void>): Promise<number> => {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e3
}

/** Written by the process itself when it ends, since a parent cannot tell one child's time from another's. */
const REPORT = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write(`cpu ${(user + system) / 1e3}`) })",
)}`

/** CPU milliseconds of a command in a process of its own. */
const commandMs = (args: readonly string[], directory: string): number => {
  const cli = join(process.cwd(), 'dist/cli.js')
  const { stderr, stdout, status } = spawnSync(process.execPath, ['--import', REPORT, cli, ...args], {
    cwd: directory,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${args.join(' ')} failed:\n${stdout}${stderr}`)
  return Number(/cpu ([\d.]+)$/.exec(stderr)?.[1])
}

const rounds = async (measure: () => Promise<number>): Promise<number> => {
  const times: number[] = []
  for (let k = 0; k < ROUNDS; k++) times.push(await measure())
  return Math.round(median(times))
}

const warmMs = async (directory: string): Promise<number> => {
  const once = (): Promise<number> =>
    cpuMs(async () => {
      const { diagnostics } = await loadRules(terminal(directory), ['.'], {})
      if (diagnostics.length > 0) throw new Error(`findings: ${diagnostics[0]?.message ?? ''}`)
    })
  await once()
  return rounds(once)
}

/** `check` on many files and on a large one, in a new process and in a warm one, and the start of commands. */
export const benchCompile = async (): Promise<void> => {
  const many = folderOf(ruleFiles(FILES))
  const one = folderOf(new Map([['all.rules', [...ruleFiles(FILES_OF_A_MEGABYTE).values()].join('\n')]]))
  const few = folderOf(ruleFiles(1))
  try {
    const inProcess = (args: readonly string[], directory: string): Promise<number> =>
      rounds(() => Promise.resolve(commandMs(args, directory)))
    console.table({
      '5,000 rules in 500 files': { cold: await inProcess(['check', '.'], many), warm: await warmMs(many) },
      '2,350 rules in 1 MB': { cold: await inProcess(['check', '.'], one), warm: await warmMs(one) },
      '10 rules in 4 KB': { cold: await inProcess(['check', '.'], few), warm: await warmMs(few) },
      version: { cold: await inProcess(['version'], few) },
      'node alone': { cold: await rounds(() => Promise.resolve(nodeMs())) },
    })
  } finally {
    for (const folder of [many, one, few]) rmSync(folder, { recursive: true })
  }
}

const nodeMs = (): number => {
  const { stderr } = spawnSync(process.execPath, ['--import', REPORT, '-e', '0'], { encoding: 'utf8' })
  return Number(/cpu ([\d.]+)$/.exec(stderr)?.[1])
}
