import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serverKinds } from './kinds/kinds.ts'
import type { ServerName } from './server-kind.ts'
import { freePort } from './shell.ts'

const POLL_MS = 100
const STOP_WITHIN_MS = 30_000

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Is the process there, and no zombie that waits for its parent? */
export const isAlive = async (pid: number): Promise<boolean> => {
  const status = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => undefined)
  return status !== undefined && !/\) [ZX] /.test(status)
}

const tail = async (path: string): Promise<string> =>
  (await readFile(path, 'utf8').catch(() => '')).split('\n').slice(-15).join('\n')

/** A server that a test can stop, kill and start again at its port. */
export class TestServer {
  readonly name: ServerName
  readonly folder: string
  readonly port: number
  readonly host = '127.0.0.1'
  pid = 0
  private readonly settings: readonly string[]

  constructor(name: ServerName, folder: string, port: number, settings: readonly string[]) {
    this.name = name
    this.folder = folder
    this.port = port
    this.settings = settings
  }

  get url(): string {
    return serverKinds[this.name].url(this.port)
  }

  /** Starts it and waits until a real request is answered. */
  async start(): Promise<void> {
    const kind = serverKinds[this.name]
    const child = await kind.start(this.folder, this.port, this.settings)
    this.pid = child.pid ?? 0
    const deadline = Date.now() + kind.readyWithinMs
    for (;;) {
      try {
        await kind.ask(this.port)
        return
      } catch (error) {
        const isDead = !(await isAlive(this.pid))
        if (Date.now() > deadline || isDead) {
          await this.kill()
          const log = await tail(join(this.folder, 'server.log'))
          throw new Error(`${this.name} is not ready: ${(error as Error).message}\n${log}`)
        }
        await pause(POLL_MS)
      }
    }
  }

  /** A clean stop; killed where it takes too long. */
  async stop(): Promise<void> {
    await this.end(this.name === 'postgres' ? 'SIGINT' : 'SIGTERM')
  }

  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  pause(): void {
    process.kill(this.pid, 'SIGSTOP')
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT')
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    // 0 would be our own process group.
    if (this.pid === 0) return
    const deadline = Date.now() + STOP_WITHIN_MS
    try {
      process.kill(this.pid, signal)
      while (await isAlive(this.pid)) {
        if (Date.now() > deadline) process.kill(this.pid, 'SIGKILL')
        await pause(20)
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** Installs what is missing and starts a server of its own for a test. */
export const startServer = async (
  name: ServerName,
  options: { readonly folder: string; readonly port?: number; readonly settings?: readonly string[] },
): Promise<TestServer> => {
  await serverKinds[name].install()
  const server = new TestServer(
    name,
    options.folder,
    options.port ?? (await freePort()),
    options.settings ?? [],
  )
  await server.start()
  return server
}
