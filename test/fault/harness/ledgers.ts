import { Broken, must } from './experiment.ts'

type Counts = Readonly<Record<string, number>>

const countsOf = (line: string): Counts =>
  Object.fromEntries([...line.matchAll(/(\w+)=(\d+)/g)].map(([, name, value]) => [name!, Number(value)]))

const sum = (counts: Counts, names: readonly string[]): number =>
  names.reduce((total, name) => total + (counts[name] ?? 0), 0)

const parts: Readonly<Record<string, readonly [whole: string, parts: readonly string[]]>> = {
  stream: ['received', ['decoded', 'invalid', 'ahead', 'pending']],
  rule: ['decoded', ['passed', 'filtered', 'unmatched', 'failed', 'pending']],
  target: ['made', ['delivered', 'skipped', 'dead_lettered', 'dropped', 'withdrawn', 'pending']],
}

/** Totals that a worker said when it stopped, by the first words of the line ("target copy -> log"). */
export type LastTotals = ReadonlyMap<string, Counts>

/** Reads the totals at the end of a worker's log. */
export const lastTotals = (log: string): LastTotals => {
  const last = log.slice(log.lastIndexOf('running '))
  const lines = last.split('\n').filter((line) => /^(stream|rule|target) .*=\d/.test(line))
  return new Map(lines.map((line) => [line.slice(0, line.search(/ \w+=\d/)), countsOf(line)]))
}

/** Every record and row has one outcome, and a clean stop leaves none pending. */
export const checkLedgers = (totals: LastTotals): void => {
  must(totals.size > 0, 'the worker said no totals when it stopped')
  for (const [name, counts] of totals) {
    const [whole, rest] = parts[name.split(' ')[0]!] ?? []
    if (whole === undefined || rest === undefined) throw new Broken(`no such ledger: ${name}`)
    const found = JSON.stringify(counts)
    must(counts[whole] === sum(counts, rest), `${name}: ${whole} is not the sum of its outcomes: ${found}`)
    must(counts['pending'] === 0, `${name}: something is pending after a clean stop: ${found}`)
  }
}

const troubles = [/do not balance.*/, /internal-error.*/, /\n {4}at .*/, /broken invariant.*/]

/** Nothing in the log tells of a mistake of our own. */
export const checkLog = (log: string): void => {
  for (const trouble of troubles) {
    const [found] = trouble.exec(log) ?? []
    must(found === undefined, `the worker said: ${String(found)}`)
  }
}
