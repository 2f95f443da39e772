import type { Redriven } from '../../runtime/redrive/redriver.ts'
import { askWorker } from '../control/control-client.ts'
import { systemClock } from '../system-clock.ts'
import { matches, type LetterFilter } from './letter-filter.ts'
import type { LetterSource } from './letter-source.ts'

/** Letters and bytes of one request, and bytes that are held at once. */
const GROUP_LETTERS_MAX = 100
const GROUP_BYTES_MAX = 1024 * 1024
const HELD_BYTES_MAX = 128 * 1024 * 1024

export interface RedriveTally {
  redriven: number
  /** Letters that stay, by reason. */
  readonly left: Map<string, number>
}

/** Letters that are meant and were not redriven, as many as may be held; `more` where there are others. */
const gather = async (
  source: LetterSource,
  filter: LetterFilter,
  done: ReadonlySet<string>,
): Promise<{ readonly lines: ReadonlyMap<string, string>; readonly more: boolean }> => {
  const lines = new Map<string, string>()
  let bytes = 0
  let more = false
  await source.read((kept) => {
    if (done.has(kept.id) || lines.has(kept.id) || !matches(filter, kept)) return
    if (bytes >= HELD_BYTES_MAX) more = true
    else {
      lines.set(kept.id, kept.line)
      bytes += kept.line.length
    }
  })
  return { lines, more }
}

/** A letter that was cut for its target, as it was before. */
const whole = async ({ quarantine }: LetterSource, id: string, line: string): Promise<string> => {
  if (!line.includes('"quarantined":true')) return line
  return (await quarantine.read(id))?.toString('utf8').trimEnd() ?? line
}

/**
 * Sends all letters that are meant to the worker, at most so many a second. Interrupted, it goes on where it was when
 * it is called again, since the worker notes what is safe. Rejects with `ControlProblem` or `LetterProblem`.
 */
export const redriveAll = async (
  source: LetterSource,
  filter: LetterFilter,
  ratePerSecond: number | undefined,
  told: (tally: RedriveTally) => void,
): Promise<RedriveTally> => {
  const tally: RedriveTally = { redriven: 0, left: new Map() }
  const done = new Set(await source.redriven.ids())
  const groupMax = Math.max(1, Math.min(GROUP_LETTERS_MAX, Math.floor((ratePerSecond ?? Infinity) / 4)))
  for (let more = true; more;) {
    const gathered = await gather(source, filter, done)
    more = gathered.more
    let group: string[] = []
    let bytes = 0
    const send = async (): Promise<void> => {
      if (group.length === 0) return
      const startMs = systemClock.monotonicMs()
      count(
        tally,
        (await askWorker(source.stateFolder, 'redrive', { letters: group })) as readonly Redriven[],
      )
      told(tally)
      const dueMs = startMs + (group.length * 1_000) / (ratePerSecond ?? Infinity)
      group = []
      bytes = 0
      await systemClock.sleep(Math.max(0, dueMs - systemClock.monotonicMs()))
    }
    for (const [id, kept] of gathered.lines) {
      const line = await whole(source, id, kept)
      if (bytes + line.length > GROUP_BYTES_MAX || group.length >= groupMax) await send()
      group.push(line)
      bytes += line.length
      done.add(id)
    }
    await send()
  }
  return tally
}

const count = (tally: RedriveTally, results: readonly Redriven[]): void => {
  for (const result of results)
    if (result.kind === 'redriven') tally.redriven++
    else tally.left.set(result.reason, (tally.left.get(result.reason) ?? 0) + 1)
}
