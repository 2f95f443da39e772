import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const CLI = resolve('dist/cli.js')
const SAMPLE_MS = 250

/** `sluice run` as a process of its own, which can be killed and started again. */
export class Worker {
  /** Added to the environment of the processes to come. */
  environment: Readonly<Record<string, string>> = {}
  starts = 0
  /** The present process has said that its rules run. */
  isRunning = false
  /** Most memory that a process of this worker has held, in bytes. */
  peakBytes = 0
  private readonly folder: string
  private readonly arguments: readonly string[]
  private readonly nodeArguments: readonly string[]
  private readonly logName: string
  private child: ChildProcess | undefined
  private ended: Promise<number | string> = Promise.resolve(0)

  constructor(
    folder: string,
    args: readonly string[],
    nodeArguments: readonly string[] = [],
    logName = 'worker.log',
  ) {
    this.folder = folder
    this.arguments = args
    this.nodeArguments = nodeArguments
    this.logName = logName
  }

  get pid(): number {
    return this.child?.pid ?? 0
  }

  get isAlive(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null
  }

  /** All that its processes have said so far. */
  get log(): string {
    try {
      return readFileSync(resolve(this.folder, this.logName), 'utf8')
    } catch {
      return ''
    }
  }

  start(): void {
    const log = createWriteStream(resolve(this.folder, this.logName), { flags: 'a' })
    const child = spawn(
      process.execPath,
      ['--expose-gc', ...this.nodeArguments, CLI, 'run', ...this.arguments],
      {
        cwd: this.folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...this.environment },
      },
    )
    child.stdout?.pipe(log, { end: false })
    child.stderr?.pipe(log, { end: false })
    child.stderr?.on('data', (chunk: Buffer) => {
      if (child === this.child && chunk.toString().includes('running ')) this.isRunning = true
    })
    const sampling = setInterval(() => this.sample(child), SAMPLE_MS)
    this.ended = new Promise((done) => {
      child.once('exit', (code, by) => {
        clearInterval(sampling)
        done(code ?? by ?? 0)
      })
    })
    this.child = child
    this.isRunning = false
    this.starts++
  }

  /** Sends a signal and waits for the end; gives the exit code, or the signal that ended it. */
  async end(signal: NodeJS.Signals): Promise<number | string> {
    this.signal(signal)
    if (signal === 'SIGKILL') this.signal('SIGCONT')
    return this.ended
  }

  /** Sends a signal and does not wait. */
  signal(signal: NodeJS.Signals): void {
    if (this.child === undefined) return
    this.sample(this.child)
    this.child.kill(signal)
  }

  /** Resolves with the exit code, or the signal, when the present process is over. */
  over(): Promise<number | string> {
    return this.ended
  }

  private sample(child: ChildProcess): void {
    try {
      const status = readFileSync(`/proc/${String(child.pid)}/status`, 'utf8')
      const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(status) ?? []
      this.peakBytes = Math.max(this.peakBytes, Number(kilobytes ?? 0) * 1024)
    } catch {
      // It is over.
    }
  }
}
