import { ruleRates, type EngineSnapshot } from '../runtime/engine-snapshot.ts'
import type { Terminal } from './terminal.ts'

const number = (value: number | undefined): string => (value === undefined ? '-' : String(Math.round(value)))

/** One line per rule: what came in, went out, was filtered and failed, the rate, and the slowest percent. */
export const ruleLines = (before: EngineSnapshot, now: EngineSnapshot): readonly string[] => {
  const rates = ruleRates(before, now)
  return now.rules.map((rule, k) => {
    const rate = rates[k]?.in ?? 0
    return `${rule.rule} in=${number(rule.decoded)} out=${number(rule.delivered)} filtered=${number(rule.filtered)} failed=${number(rule.failed)} rate=${number(rate)} p99_ms=${number(rule.p99Ms)}`
  })
}

const columns = ['rule', 'in', 'out', 'filtered', 'failed', 'rate/s', 'p99 ms'] as const

const cells = (before: EngineSnapshot, now: EngineSnapshot): readonly (readonly string[])[] => {
  const rates = ruleRates(before, now)
  return now.rules.map((rule, k) => [
    rule.rule,
    ...[rule.decoded, rule.delivered, rule.filtered, rule.failed, rates[k]?.in, rule.p99Ms].map(number),
  ])
}

/** What every source and sink is doing, where it is not simply open. */
const troubles = (now: EngineSnapshot): readonly string[] => [
  ...now.sources
    .filter((source) => source.reason !== undefined)
    .map((source) => `${source.name}: ${source.reason ?? ''}`),
  ...now.alarms.map((alarm) => `${alarm.name} (${String(alarm.times)}): ${alarm.message}`),
]

/** The summary as a table. */
export const summaryTable = (before: EngineSnapshot, now: EngineSnapshot): readonly string[] => {
  const rows = [columns, ...cells(before, now)]
  const widths = columns.map((_, c) => Math.max(...rows.map((row) => (row[c] ?? '').length)))
  const lines = rows.map((row) =>
    row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0))).join('  '),
  )
  const streams = now.streams.map(
    (stream) => `${stream.stream}: ${number(stream.received)} received, ${number(stream.invalid)} invalid`,
  )
  return [...lines, '', ...streams, ...troubles(now)]
}

/** Shows the state again and again: in place on a terminal, as lines elsewhere. */
export class LivingSummary {
  private readonly terminal: Terminal
  private readonly isLiving: boolean
  private height = 0
  private before: EngineSnapshot | undefined

  constructor(terminal: Terminal) {
    this.terminal = terminal
    this.isLiving = terminal.err.isTTY === true
  }

  show(now: EngineSnapshot): void {
    const before = this.before ?? now
    this.before = now
    const { err } = this.terminal
    if (!this.isLiving) {
      for (const line of ruleLines(before, now)) err.write(`${line}\n`)
      return
    }
    const width = err.columns ?? 80
    const lines = summaryTable(before, now).map((line) => line.slice(0, width - 1))
    const up = this.height === 0 ? '' : `\u001b[${String(this.height)}A`
    err.write(`${up}${lines.map((line) => `\u001b[2K${line}\n`).join('')}\u001b[0J`)
    this.height = lines.length
  }
}
