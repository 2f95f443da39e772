import { ControlProblem } from '../control/request.ts'
import { headOf, matches, type LetterFilter, type LetterHead } from '../dlq/letter-filter.ts'
import { LetterProblem, letterSource, type LetterSource } from '../dlq/letter-source.ts'
import { redriveAll } from '../dlq/redrive-groups.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import type { StateOptions } from '../state-folder.ts'
import { writeLine, type Terminal } from '../terminal.ts'
import { columns } from '../text-table.ts'

export interface DlqOptions extends StateOptions {
  readonly filter: LetterFilter
  readonly json: boolean
  /** `connection/topic` of letters that are not where all others are. */
  readonly from?: string
}

export interface DlqLsOptions extends DlqOptions {
  readonly groupBy?: 'fingerprint'
  /** Those that were redriven too. */
  readonly all: boolean
  /** Letters that are listed, the newest. */
  readonly limit: number
}

export interface DlqRedriveOptions extends DlqOptions {
  readonly dryRun: boolean
  readonly ratePerSecond?: number
}

const MESSAGE_SHOWN = 60
const HEADS_MAX = 200_000

interface Group extends LetterHead {
  count: number
  first: string
  last: string
}

/** Says what is wrong where letters cannot be read or no worker runs. */
const guarded = async (
  terminal: Terminal,
  options: DlqOptions,
  action: (source: LetterSource) => Promise<ExitCode>,
): Promise<ExitCode> => {
  try {
    return await action(await letterSource(terminal, options))
  } catch (error) {
    if (!(error instanceof LetterProblem) && !(error instanceof ControlProblem)) throw error
    await writeLine(terminal.err, error.message)
    return exitCode.unreachable
  }
}

/** The heads of the letters that are meant, each once, the oldest first. */
const headsOf = async (
  source: LetterSource,
  filter: LetterFilter,
  isAll: boolean,
): Promise<{ readonly heads: readonly LetterHead[]; readonly isCut: boolean }> => {
  const redriven: ReadonlySet<string> = isAll ? new Set() : await source.redriven.ids()
  const heads = new Map<string, LetterHead>()
  let isCut = false
  await source.read((kept) => {
    if (redriven.has(kept.id) || !matches(filter, kept)) return
    if (heads.size >= HEADS_MAX && !heads.has(kept.id)) isCut = true
    else heads.set(kept.id, headOf(kept))
  })
  return {
    heads: [...heads.values()].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)),
    isCut,
  }
}

const groupsOf = (heads: readonly LetterHead[]): readonly Group[] => {
  const groups = new Map<string, Group>()
  for (const head of heads) {
    const known = groups.get(head.fingerprint)
    if (known === undefined)
      groups.set(head.fingerprint, { ...head, count: 1, first: head.time, last: head.time })
    else Object.assign(known, { count: known.count + 1, last: head.time, message: head.message })
  }
  return [...groups.values()].sort((a, b) => b.count - a.count)
}

const short = (message: string): string => {
  const line = message.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
  return line.length > MESSAGE_SHOWN ? `${line.slice(0, MESSAGE_SHOWN - 1)}…` : line
}

const listed = (heads: readonly LetterHead[]): readonly string[] =>
  columns(
    ['id', 'time', 'owner', 'slug', 'message'],
    heads.map(({ id, message, owner, slug, time }) => [id.slice(0, 12), time, owner, slug, short(message)]),
  )

const grouped = (groups: readonly Group[]): readonly string[] =>
  columns(
    ['count', 'fingerprint', 'first', 'last', 'owner', 'slug', 'last message'],
    groups.map((group) => [
      String(group.count),
      group.fingerprint,
      group.first,
      group.last,
      group.owner,
      group.slug,
      short(group.message),
    ]),
  )

/** `sluice dlq ls`: letters that wait, or their causes. */
export const dlqLs = (terminal: Terminal, options: DlqLsOptions): Promise<ExitCode> =>
  guarded(terminal, options, async (source) => {
    const { heads, isCut } = await headsOf(source, options.filter, options.all)
    if (isCut) await writeLine(terminal.err, `only the first ${String(HEADS_MAX)} letters were looked at`)
    if (options.groupBy !== undefined) {
      const groups = groupsOf(heads)
      const plain = groups.map(({ id: _, time: __, ...rest }) => rest)
      const text = options.json ? JSON.stringify(plain) : grouped(groups).join('\n')
      if (options.json || groups.length > 0) await writeLine(terminal.out, text)
      return exitCode.fine
    }
    const shown = heads.slice(Math.max(0, heads.length - options.limit))
    if (options.json) await writeLine(terminal.out, JSON.stringify(shown))
    else if (shown.length > 0) await writeLine(terminal.out, listed(shown).join('\n'))
    if (!options.json)
      await writeLine(
        terminal.err,
        shown.length < heads.length
          ? `the newest ${String(shown.length)} of ${String(heads.length)} dead letters`
          : `${String(heads.length)} dead letters`,
      )
    return exitCode.fine
  })

/** `sluice dlq show ID`: all of a letter, whole where it was cut for its target. */
export const dlqShow = (terminal: Terminal, id: string, options: DlqOptions): Promise<ExitCode> =>
  guarded(terminal, options, async (source) => {
    const found = new Map<string, string>()
    await source.read((kept) => {
      if (kept.id.startsWith(id) && found.size < 2) found.set(kept.id, kept.line)
    })
    const [first] = found
    if (first === undefined || found.size > 1) {
      const words =
        first === undefined ? `there is no dead letter ${id}` : `several dead letters begin with ${id}`
      await writeLine(terminal.err, words)
      return exitCode.usage
    }
    const [fullId, line] = first
    const whole = (await source.quarantine.read(fullId))?.toString('utf8').trimEnd() ?? line
    await writeLine(terminal.out, options.json ? whole : JSON.stringify(JSON.parse(whole), null, 2))
    return exitCode.fine
  })

const dryRun = async (
  terminal: Terminal,
  source: LetterSource,
  { filter, json }: DlqRedriveOptions,
): Promise<ExitCode> => {
  const { heads } = await headsOf(source, filter, false)
  if (json) await writeLine(terminal.out, JSON.stringify({ letters: heads.length }))
  else {
    if (heads.length > 0) await writeLine(terminal.out, grouped(groupsOf(heads)).join('\n'))
    await writeLine(terminal.err, `${String(heads.length)} dead letters would go their way again`)
  }
  return exitCode.fine
}

/** `sluice dlq redrive`: letters go their way again, through the running worker. */
export const dlqRedrive = (terminal: Terminal, options: DlqRedriveOptions): Promise<ExitCode> =>
  guarded(terminal, options, async (source) => {
    if (options.dryRun) return dryRun(terminal, source, options)
    const told = ({ redriven }: { readonly redriven: number }): void => {
      if (terminal.err.isTTY === true) terminal.err.write(`\r${String(redriven)} redriven`)
    }
    const { left, redriven } = await redriveAll(source, options.filter, options.ratePerSecond, told)
    const reasons = [...left].map(([reason, letters]) => ({ reason, letters }))
    if (options.json) await writeLine(terminal.out, JSON.stringify({ redriven, left: reasons }))
    else {
      if (terminal.err.isTTY === true) terminal.err.write('\r')
      await writeLine(terminal.out, `${String(redriven)} redriven`)
      for (const { letters, reason } of reasons)
        await writeLine(terminal.out, `${String(letters)} left: ${reason}`)
    }
    return reasons.length === 0 ? exitCode.fine : exitCode.findings
  })
