import { join, resolve } from 'node:path'
import { sqliteLock } from '../../journal/directory-lock.ts'
import { inspectJournal, repairIdentity, type Inspection } from '../../journal/inspect.ts'
import { nodeFileSystem } from '../../journal/node-file-system.ts'
import { LOCK, openJournal } from '../../journal/open-journal.ts'
import { JournalRefused } from '../../journal/refusal.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { inspectLanes, type InspectedLanes } from '../journal-lanes.ts'
import { journalFolder } from '../open-state.ts'
import { systemClock } from '../system-clock.ts'
import { writeLine, type Terminal } from '../terminal.ts'
import { columns } from '../text-table.ts'

export interface JournalOptions {
  readonly json: boolean
}

const size = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${String(Math.ceil(bytes / 1024))} KB`
    : `${String(Math.ceil(bytes / 1024 / 1024))} MB`

const summary = (found: Inspection): string[] => {
  const owner = Object.entries(found.identity.owner).map(([name, value]) => `${name} ${value}`)
  const bytes = found.segments.reduce((sum, one) => sum + one.bytes, 0)
  return [
    `journal ${found.identity.id} in ${found.folder}`,
    `made ${found.identity.made}${owner.length === 0 ? '' : ` for ${owner.join(', ')}`}`,
    `${String(found.segments.length)} segments, ${size(bytes)}, ${String(found.spares)} spare`,
  ]
}

const segmentTable = (found: Inspection): string[] =>
  columns(
    ['segment', 'first', 'end', 'frames', 'size', 'damaged bytes', 'missing frames'],
    found.segments.map((one) => [
      one.name,
      String(one.first),
      String(one.end),
      String(one.frames),
      size(one.bytes),
      String(one.damagedBytes),
      String(one.missingFrames),
    ]),
  )

const troubles = (found: Inspection): string[] => [
  ...(found.cursors === 'lost' ? ['The cursors are damaged: every lane begins at the oldest frame.'] : []),
  ...found.quarantined.map((name) => `In quarantine: ${name}`),
]

/** Finds the journal of a folder, which is a state folder or the journal's own; says so where there is none. */
const find = async (terminal: Terminal, directory: string): Promise<InspectedLanes | ExitCode> => {
  const given = resolve(terminal.directory, directory)
  try {
    for (const folder of [journalFolder(given), given]) {
      const found = await inspectLanes(folder)
      if (found !== undefined) return found
    }
  } catch (error) {
    if (!(error instanceof JournalRefused)) throw error
    await writeLine(terminal.err, error.message)
    return exitCode.findings
  }
  await writeLine(terminal.err, `there is no journal in ${given}`)
  return exitCode.usage
}

/** `sluice journal ls`: whose it is, and how far each lane has come. Changes nothing. */
export const journalLs = async (
  terminal: Terminal,
  directory: string,
  { json }: JournalOptions,
): Promise<ExitCode> => {
  const inspected = await find(terminal, directory)
  if (typeof inspected === 'number') return inspected
  const { found, lanes } = inspected
  const { cursors: _, ...rest } = found
  const rows = lanes.map(({ cursor, framesWaiting, lane, rowsWaiting }) => [
    lane,
    ...[cursor, framesWaiting, rowsWaiting].map(String),
  ])
  const text = [
    ...summary(found),
    '',
    ...columns(['lane', 'cursor', 'frames waiting', 'rows waiting'], rows),
    ...troubles(found),
  ]
  await writeLine(terminal.out, json ? JSON.stringify({ ...rest, lanes }) : text.join('\n'))
  return exitCode.fine
}

/** `sluice journal verify`: reads every frame. Changes nothing; 1 where something is damaged or missing. */
export const journalVerify = async (
  terminal: Terminal,
  directory: string,
  { json }: JournalOptions,
): Promise<ExitCode> => {
  const inspected = await find(terminal, directory)
  if (typeof inspected === 'number') return inspected
  const { found, ownLogs } = inspected
  const { cursors, ...rest } = found
  const damaged = [found, ...ownLogs].some((one) => one.damaged)
  const verdict = damaged ? 'The journal is damaged.' : 'All frames are whole.'
  const sections = [found, ...ownLogs].flatMap((one) => [
    ...summary(one),
    '',
    ...segmentTable(one),
    ...troubles(one),
    '',
  ])
  const text = [...sections, verdict]
  const cursorsLost = cursors === 'lost'
  await writeLine(terminal.out, json ? JSON.stringify({ ...rest, cursorsLost, ownLogs }) : text.join('\n'))
  return damaged ? exitCode.findings : exitCode.fine
}

const folderOf = async (terminal: Terminal, directory: string): Promise<string> => {
  const given = resolve(terminal.directory, directory)
  const names = await nodeFileSystem.list(journalFolder(given)).catch(() => undefined)
  return names === undefined ? given : journalFolder(given)
}

/**
 * `sluice journal repair`: makes a lost identity anew and copies what is whole of the last segment. Deletes nothing:
 * what is damaged goes to the folder `quarantine`.
 */
export const journalRepair = async (
  terminal: Terminal,
  directory: string,
  { json }: JournalOptions,
): Promise<ExitCode> => {
  const folder = await folderOf(terminal, directory)
  try {
    const release = await sqliteLock(join(folder, LOCK))
    if (release === undefined)
      throw new JournalRefused('locked', `a worker is using the journal in ${folder}`)
    const identityMade = await repairIdentity(nodeFileSystem, folder, systemClock).finally(release)
    if ((await inspectJournal(nodeFileSystem, folder, systemClock)) === undefined) {
      await writeLine(terminal.err, `there is no journal in ${folder}`)
      return exitCode.usage
    }
    const journal = await openJournal({
      folder,
      fileSystem: nodeFileSystem,
      clock: systemClock,
      lock: sqliteLock,
      randomId: () => Buffer.alloc(16),
      owner: {},
    })
    await journal.close()
    const { report } = journal
    const text = [
      ...(identityMade ? ['The identity was made anew from the segments.'] : []),
      `${String(report.frames)} frames are whole, ${String(report.missingFrames)} are missing.`,
      ...report.quarantined.map((name) => `Set aside: ${name}`),
      ...(report.cursorsLost ? ['The cursors are lost: every lane begins at the oldest frame.'] : []),
    ]
    await writeLine(terminal.out, json ? JSON.stringify({ identityMade, ...report }) : text.join('\n'))
    return exitCode.fine
  } catch (error) {
    if (!(error instanceof JournalRefused)) throw error
    await writeLine(terminal.err, error.message)
    return exitCode.usage
  }
}
