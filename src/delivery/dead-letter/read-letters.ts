import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { newAbort } from '../../base/abort.ts'
import type { TableEntry } from '../../catalog/connector.ts'
import type { Clock } from '../../stream/clock.ts'
import type { ChangeReader, SnapshotReader } from '../../stream/table.ts'
import { jsonText } from '../../types/json/write.ts'
import { parseJsonStrict } from '../../types/json/parse.ts'
import type { ObjectValue, Value } from '../../types/value.ts'
import type { LetterEndpoint } from './connector-target.ts'

/** A letter as it was kept. */
export interface KeptLetter {
  readonly id: string
  /** Without its newline. */
  readonly line: string
  readonly letter: ObjectValue
}

/** May be told of a letter more than once: letters repeat, and a reading may begin anew. */
export type Visit = (kept: KeptLetter) => void

const ofValue = (value: Value, line?: string): KeptLetter | undefined => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const letter = value as ObjectValue
  const { id } = letter
  return typeof id === 'string' ? { id, letter, line: line ?? jsonText(value) } : undefined
}

/** undefined for what is no letter: a line that a crash has cut, somebody else's message. */
const ofLine = (line: string): KeptLetter | undefined => {
  try {
    return ofValue(parseJsonStrict(Buffer.from(line)), line)
  } catch {
    return undefined
  }
}

/** The file and what was rotated away from it, the oldest first. */
const filesOf = async (path: string): Promise<readonly string[]> => {
  const folder = dirname(path)
  const prefix = `${basename(path)}.`
  const names = await readdir(folder).catch((): string[] => [])
  const numbers = names
    .filter((name) => name.startsWith(prefix))
    .map((name) => Number(name.slice(prefix.length)))
    .filter(Number.isSafeInteger)
    .sort((a, b) => a - b)
  const rotated = numbers.map((number) => join(folder, `${prefix}${String(number)}`))
  return names.includes(basename(path)) ? [...rotated, path] : rotated
}

/** Letters of a file, in the order in which they came. */
export const readLetterFile = async (path: string, visit: Visit): Promise<void> => {
  for (const file of await filesOf(path))
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      const kept = ofLine(line)
      if (kept !== undefined) visit(kept)
    }
}

const STRING = { kind: 'STRING', nullable: false } as const

const readTable = async (reader: SnapshotReader, visit: Visit, signal: AbortSignal): Promise<void> => {
  for await (const rows of reader.rows(signal))
    for (const { value } of rows) {
      const { letter } = value as ObjectValue
      const kept = typeof letter === 'string' ? ofLine(letter) : undefined
      if (kept !== undefined) visit(kept)
    }
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

const ATTEMPTS = 5
const PAUSE_MS = 1_000

/** From the beginning of a topic to what is its end now; a broker that is not ready yet is asked again. */
const readTopic = async (
  reader: ChangeReader,
  visit: Visit,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> => {
  for (let attempt = 1; ; attempt++)
    try {
      return await readTopicOnce(reader, visit, clock, signal)
    } catch (error) {
      if (attempt === ATTEMPTS || signal.aborted) throw error
      await clock.sleep(PAUSE_MS, signal)
    }
}

const readTopicOnce = async (
  reader: ChangeReader,
  visit: Visit,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> => {
  const done = newAbort()
  signal.addEventListener('abort', () => done.abort(), { once: true })
  await reader.read({
    clock,
    log: quiet,
    signal: done.signal,
    change: ({ value }) => {
      const kept = ofValue(value)
      if (kept !== undefined && !done.signal.aborted) visit(kept)
    },
    bad: () => undefined,
    readTo: () => done.abort(),
    state: () => undefined,
  })
}

/** Letters of a topic or table; those of a table in no order. Rejects where the server cannot be reached. */
export const readLettersOf = async (
  entry: TableEntry,
  { options, settings }: LetterEndpoint,
  visit: Visit,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> => {
  const column = { name: 'letter', type: STRING, source: 'letter', isEpoch: false }
  const request = { name: 'dead letters', options, columns: [column], primaryKey: [] }
  const reader = entry.create(settings, request, Infinity)
  try {
    if (reader.kind === 'snapshot') await readTable(reader, visit, signal)
    else await readTopic(reader, visit, clock, signal)
  } finally {
    await reader.close()
  }
}
