import { join } from 'node:path'
import type { FileSystem } from './file-system.ts'
import { isMissing } from './file-system.ts'
import { JournalRefused } from './refusal.ts'

export const IDENTITY = 'identity'
const FORMAT = 1
const FIRST_WORDS = 'sluice journal '
const BYTES_MAX = 64 * 1024

/** Whose a journal is: client ids and consumer groups by connection; another configuration must not use it. */
export type JournalOwner = Readonly<Record<string, string>>

export interface JournalIdentity {
  /** 16 random bytes, as hexadecimal text. */
  readonly id: string
  /** When it was made, ISO 8601. */
  readonly made: string
  readonly owner: JournalOwner
}

const isText = (value: unknown): value is string => typeof value === 'string'

const parse = (text: string): JournalIdentity | undefined => {
  try {
    const { id, made, owner } = JSON.parse(text) as Partial<Record<keyof JournalIdentity, unknown>>
    if (!isText(id) || !/^[0-9a-f]{32}$/.test(id) || !isText(made)) return undefined
    if (typeof owner !== 'object' || owner === null || !Object.values(owner).every(isText)) return undefined
    return { id, made, owner: owner as JournalOwner }
  } catch {
    return undefined
  }
}

/**
 * Reads a journal's identity: a text of two lines, `sluice journal 1` and JSON. undefined where there is none. Refuses a
 * format that it does not know, and one that is damaged.
 */
export const readIdentity = async (
  fileSystem: FileSystem,
  folder: string,
): Promise<JournalIdentity | undefined> => {
  let file
  try {
    file = await fileSystem.open(join(folder, IDENTITY), 'read')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  const bytes = Buffer.alloc(BYTES_MAX)
  const length = await file.read(bytes, 0).finally(() => file.close())
  const [first = '', second = ''] = bytes.toString('utf8', 0, length).split('\n')
  if (first.startsWith(FIRST_WORDS) && first !== `${FIRST_WORDS}${String(FORMAT)}`)
    throw new JournalRefused(
      'format',
      `the journal in ${folder} has format ${first.slice(FIRST_WORDS.length)}, and this version of sluice reads format ${String(FORMAT)}`,
    )
  const identity = first.startsWith(FIRST_WORDS) ? parse(second) : undefined
  if (identity === undefined)
    throw new JournalRefused(
      'damaged',
      `the file ${join(folder, IDENTITY)} is damaged; sluice journal repair makes it anew from the segments`,
    )
  return identity
}

/** Writes it as a whole: after a crash it is there or not. */
export const writeIdentity = async (
  fileSystem: FileSystem,
  folder: string,
  identity: JournalIdentity,
): Promise<void> => {
  const path = join(folder, IDENTITY)
  const file = await fileSystem.open(`${path}.tmp`, 'create')
  try {
    const text = `${FIRST_WORDS}${String(FORMAT)}\n${JSON.stringify(identity)}\n`
    await file.write(Buffer.from(text), 0)
    await file.sync()
  } finally {
    await file.close()
  }
  await fileSystem.rename(`${path}.tmp`, path)
  await fileSystem.syncFolder(folder)
}

/** Refuses where the journal is of another client id or group: what it holds was acknowledged in another's name. */
export const checkOwner = (folder: string, { owner: theirs }: JournalIdentity, owner: JournalOwner): void => {
  const differences = Object.entries(owner)
    .filter(([name, value]) => Object.hasOwn(theirs, name) && theirs[name] !== value)
    .map(([name, value]) => `${name} was ${theirs[name] ?? ''} and is ${value} now`)
  if (differences.length === 0) return
  throw new JournalRefused(
    'owner',
    `the journal in ${folder} is of another configuration: ${differences.join('; ')}. Use another state folder, or set the name back`,
  )
}
