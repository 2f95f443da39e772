import { errorWords } from '../../base/error-words.ts'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { sqliteLock } from '../../journal/directory-lock.ts'
import {
  CrashWatch,
  nextHistory,
  noCrashes,
  type CrashHistory,
} from '../../runtime/evaluation/crash-watch.ts'
import type { EvaluationNote } from '../../runtime/evaluation/evaluation-note.ts'
import type { Log } from '../../stream/log.ts'

export const NOTE = 'evaluating.note'
export const HISTORY = 'crashes.json'
const LOCK = 'evaluating.lock'

const historySchema = z.object({
  crashes: z.int().nonnegative(),
  suspects: z.array(z.string()).max(100_000),
  guilty: z.array(z.string()).max(1_000),
  /** Rules of other versions may take what these could not. */
  program: z.string(),
})

const read = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}

/** What the last start knew; nothing where there is no such file. */
export const readCrashes = (stateFolder: string): CrashHistory & { readonly program: string } => {
  try {
    return historySchema.parse(JSON.parse(read(join(stateFolder, HISTORY)).toString('utf8')))
  } catch {
    return { ...noCrashes, program: '' }
  }
}

/** What is known of crashes with this program; damaged files know nothing. */
export const crashHistory = (stateFolder: string, program: string): CrashHistory => {
  const found = readCrashes(stateFolder)
  const before = { ...found, guilty: found.program === program ? found.guilty : [] }
  return nextHistory(before, read(join(stateFolder, NOTE)))
}

const warn = ({ crashes, guilty, suspects }: CrashHistory, log: Log): void => {
  if (crashes === 0) return
  const times = crashes === 1 ? 'The last run' : `The last ${String(crashes)} runs`
  const next =
    suspects.length > 0
      ? 'the records of the last one are evaluated one by one to find the guilty one'
      : guilty.length > 0
        ? `${String(guilty.length)} records that ended the process become dead letters`
        : 'if it happens again, the records are evaluated one by one'
  log.warn(`${times} ended while records were evaluated: ${next}`)
}

/** The open note of a worker. */
export interface CrashNote {
  readonly note: EvaluationNote
  close(): void
}

/**
 * Notes in the state folder that records are being evaluated. `program` tells versions of all rules apart. Undefined
 * where the folder cannot be written, or another worker has it.
 */
export const openCrashNote = async (
  stateFolder: string,
  program: string,
  log: Log,
): Promise<CrashNote | undefined> => {
  try {
    mkdirSync(stateFolder, { recursive: true })
    const release = await sqliteLock(join(stateFolder, LOCK))
    if (release === undefined) return undefined
    const history = crashHistory(stateFolder, program)
    warn(history, log)
    const path = join(stateFolder, HISTORY)
    writeFileSync(`${path}.new`, `${JSON.stringify({ ...history, program })}\n`)
    renameSync(`${path}.new`, path)
    const file = openSync(join(stateFolder, NOTE), 'w')
    const condemned = (digest: string): void =>
      log.error(`a record (${digest}) that ended the process is not evaluated: it becomes a dead letter`)
    const write = (bytes: Uint8Array): void => void writeSync(file, bytes, 0, bytes.length, 0)
    const close = (): void => {
      closeSync(file)
      release()
    }
    return { note: new CrashWatch({ write }, history, condemned), close }
  } catch (error) {
    const words = errorWords(error)
    log.warn(`crashes cannot be noted in ${stateFolder}: ${words}`)
    return undefined
  }
}
