import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerName } from '../../servers/server-kind.ts'
import { isAlive, startServer, type TestServer } from '../../servers/server.ts'

/** Servers of the experiments' own, which may be stopped and killed; started once, when the first one asks. */
export class Servers {
  /** Sets names of this run apart from those of others. */
  readonly run = Date.now().toString(36)
  private readonly started = new Map<string, Promise<TestServer>>()
  private folder: string | undefined

  /** One that runs; `name` tells several of a kind apart. */
  async get(kind: ServerName, name: string = kind, settings: readonly string[] = []): Promise<TestServer> {
    this.folder ??= await mkdtemp(join(tmpdir(), 'sluice-fault-'))
    // PostgreSQL runs as a user of its own and must reach its folder.
    await chmod(this.folder, 0o755)
    const folder = join(this.folder, name)
    let starting = this.started.get(name)
    if (starting === undefined) this.started.set(name, (starting = startServer(kind, { folder, settings })))
    const server = await starting
    // The experiment before may have left it stopped or frozen.
    if (await isAlive(server.pid)) server.resume()
    else await server.start()
    return server
  }

  /** Ends one of them for good. */
  async drop(name: string): Promise<void> {
    const server = await this.started.get(name)
    this.started.delete(name)
    await server?.kill()
    if (this.folder !== undefined) await rm(join(this.folder, name), { recursive: true, force: true })
  }

  async stop(): Promise<void> {
    for (const name of [...this.started.keys()]) await this.drop(name).catch(() => undefined)
    if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true })
  }
}
