import { mkdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { ServerName } from './server-kind.ts'
import { isAlive, startServer } from './server.ts'
import { serverKinds } from './kinds/kinds.ts'

/** A shared server, as it is noted for other processes. */
export interface SharedServer {
  readonly name: ServerName
  readonly port: number
  readonly pid: number
  readonly url: string
  /** The test run that started it, and stops it; undefined where a person did. */
  readonly run: string | undefined
}

const FOLDER = resolve('.scratch/servers')
const LOCK_STALE_MS = 300_000

const noteOf = (name: ServerName): string => join(FOLDER, `${name}.json`)

/** Pids are used again: a process is the server of this note only if its command line names our folder. */
const isOurs = async (note: SharedServer): Promise<boolean> => {
  const command = await readFile(`/proc/${String(note.pid)}/cmdline`, 'utf8').catch(() => '')
  return command.includes(join(FOLDER, note.name)) && (await isAlive(note.pid))
}

/** The noted server, if its process still runs; it may be stuck. */
const runningServer = async (name: ServerName): Promise<SharedServer | undefined> => {
  const text = await readFile(noteOf(name), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    const note = JSON.parse(text) as SharedServer
    return (await isOurs(note)) ? note : undefined
  } catch {
    // Cut off while it was written.
    return undefined
  }
}

/** The noted server, if it still runs and answers. */
export const sharedServer = async (name: ServerName): Promise<SharedServer | undefined> => {
  const note = await runningServer(name)
  if (note === undefined) return undefined
  return serverKinds[name].ask(note.port).then(
    () => note,
    () => undefined,
  )
}

const withLock = async <T>(name: ServerName, work: () => Promise<T>): Promise<T> => {
  const lock = join(FOLDER, `${name}.lock`)
  await mkdir(FOLDER, { recursive: true })
  for (;;) {
    try {
      await mkdir(lock)
      break
    } catch {
      const status = await stat(lock).catch(() => undefined)
      if (status !== undefined && Date.now() - status.mtimeMs > LOCK_STALE_MS)
        await rmdir(lock).catch(() => undefined)
      await new Promise((done) => setTimeout(done, 100))
    }
  }
  try {
    return await work()
  } finally {
    await rmdir(lock).catch(() => undefined)
  }
}

/** The shared server of this kind, started where it does not run yet. */
export const ensureShared = (name: ServerName, run: string | undefined): Promise<SharedServer> =>
  withLock(name, async () => {
    const known = await sharedServer(name)
    if (known !== undefined) return known
    // One that runs but does not answer would go on writing into the folder.
    await stopShared(name)
    const folder = join(FOLDER, name)
    await rm(folder, { recursive: true, force: true })
    const { port, pid, url } = await startServer(name, { folder })
    const note: SharedServer = { name, port, pid, url, run }
    await writeFile(noteOf(name), JSON.stringify(note))
    return note
  })

/** Stops the shared server; with `run`, only if that run started it. */
export const stopShared = async (name: ServerName, run?: string): Promise<boolean> => {
  const known = await runningServer(name)
  if (known === undefined || (run !== undefined && known.run !== run)) return false
  process.kill(known.pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM')
  const deadline = Date.now() + 30_000
  while (await isAlive(known.pid)) {
    if (Date.now() > deadline) process.kill(known.pid, 'SIGKILL')
    await new Promise((done) => setTimeout(done, 50))
  }
  await rm(noteOf(name), { force: true })
  return true
}
