import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { WorkerStatus } from '../../src/cli/control/worker-status.ts'
import { waitUntil } from '../fault/parts/wait-until.ts'

const WITHIN_MS = 30_000

/** How a command of the built CLI ended. */
export interface Ended {
  readonly code: number | string
  readonly out: string
  readonly err: string
}

/** A folder with a project in it, and the built CLI's processes there. */
export class WorkerProcess {
  readonly folder: string
  /** What the present worker has said. */
  err = ''
  private child: ChildProcess | undefined
  private exit: Promise<number | string> = Promise.resolve(0)

  private constructor(folder: string) {
    this.folder = folder
  }

  static async make(): Promise<WorkerProcess> {
    return new WorkerProcess(await mkdtemp(join(tmpdir(), 'sluice-worker-')))
  }

  get pid(): number {
    return this.child?.pid ?? 0
  }

  async write(name: string, content: unknown): Promise<void> {
    await mkdir(dirname(join(this.folder, name)), { recursive: true })
    await writeFile(
      join(this.folder, name),
      typeof content === 'string' ? content : JSON.stringify(content, null, 2),
    )
  }

  start(args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): void {
    this.begin(['run', '.', '--summary', '0', ...args], environment)
  }

  /** Starts any command that goes on. */
  begin(args: readonly string[], environment: Readonly<Record<string, string>> = {}): void {
    this.err = ''
    const child = this.spawn(args, environment)
    child.stderr?.on('data', (chunk) => (this.err += String(chunk)))
    this.child = child
    this.exit = new Promise((done) => child.once('exit', (code, signal) => done(code ?? signal ?? '')))
  }

  /** Starts a worker and waits until it runs. */
  async run(args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): Promise<void> {
    this.start(args, environment)
    await this.said(/running \d+ rules/)
  }

  said(words: RegExp): Promise<void> {
    return waitUntil(
      `the worker says ${String(words)}`,
      () => {
        if (!words.test(this.err) && this.child?.exitCode !== null)
          throw new Error(`the worker has ended: ${this.err}`)
        return words.test(this.err)
      },
      WITHIN_MS,
    ).catch((error: unknown) => {
      throw new Error(`${(error as Error).message}; it said: ${this.err}`)
    })
  }

  signal(name: NodeJS.Signals): void {
    this.child?.kill(name)
  }

  /** Resolves with the exit code or signal. */
  ended(): Promise<number | string> {
    return this.exit
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
    this.signal(signal)
    return this.exit
  }

  /** Runs another command in the folder. */
  async command(...args: readonly string[]): Promise<Ended> {
    const child = this.spawn(args)
    let out = ''
    let err = ''
    child.stdout?.on('data', (chunk) => (out += String(chunk)))
    child.stderr?.on('data', (chunk) => (err += String(chunk)))
    const code = await new Promise<number | string>((done) =>
      child.once('close', (number, signal) => done(number ?? signal ?? '')),
    )
    return { code, out, err }
  }

  async status(...args: readonly string[]): Promise<WorkerStatus> {
    const { code, err, out } = await this.command('status', '--json', ...args)
    if (code !== 0) throw new Error(`status ended with ${String(code)}: ${err}`)
    return JSON.parse(out) as WorkerStatus
  }

  /** Waits until the status is as wanted; gives it. */
  async until(what: string, isSo: (status: WorkerStatus) => boolean): Promise<WorkerStatus> {
    let last: WorkerStatus | undefined
    await waitUntil(
      what,
      async () => {
        last = await this.status()
        return isSo(last)
      },
      WITHIN_MS,
    ).catch((error: unknown) => {
      throw new Error(`${(error as Error).message}; status ${JSON.stringify(last)}; it said: ${this.err}`)
    })
    return last!
  }

  async remove(): Promise<void> {
    this.signal('SIGKILL')
    await this.exit
    await rm(this.folder, { recursive: true, force: true })
  }

  private spawn(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
    return spawn(process.execPath, [resolve('dist/cli.js'), ...args], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    })
  }
}
