import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'

const CLI = resolve('dist/cli.js')

/** `sluice run` as a process of its own, which can be killed and started again. */
export class Worker {
  private readonly folder: string
  private readonly arguments: readonly string[]
  private readonly nodeArguments: readonly string[]
  private child: ChildProcess | undefined
  starts = 0
  /** The present process has said that its rules run. */
  isRunning = false

  constructor(folder: string, args: readonly string[], nodeArguments: readonly string[] = []) {
    this.folder = folder
    this.arguments = args
    this.nodeArguments = nodeArguments
  }

  get pid(): number {
    return this.child?.pid ?? 0
  }

  start(): void {
    const log = createWriteStream(resolve(this.folder, 'worker.log'), { flags: 'a' })
    const child = spawn(
      process.execPath,
      ['--expose-gc', ...this.nodeArguments, CLI, 'run', ...this.arguments],
      {
        cwd: this.folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    child.stdout?.pipe(log, { end: false })
    child.stderr?.pipe(log, { end: false })
    child.stderr?.on('data', (chunk: Buffer) => {
      if (child === this.child && chunk.toString().includes('running ')) this.isRunning = true
    })
    this.child = child
    this.isRunning = false
    this.starts++
  }

  /** Sends a signal and waits for the end; gives the exit code, or the signal that ended it. */
  async end(signal: NodeJS.Signals): Promise<number | string> {
    const { child } = this
    if (child === undefined) return 0
    const ended = new Promise<number | string>((done) => {
      child.once('exit', (code, by) => {
        done(code ?? by ?? 0)
      })
    })
    child.kill(signal)
    return ended
  }
}
