import type { LedgerSnapshot, TargetSnapshot } from './snapshot.ts'

const counts = (pairs: Readonly<Record<string, number>>): string =>
  Object.entries(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')

const targetLine = (owner: string, target: TargetSnapshot): string => {
  const { made, delivered, skipped, deadLettered, dropped, withdrawn, pending } = target
  const parts = { made, delivered, skipped, dead_lettered: deadLettered, dropped, withdrawn, pending }
  return `target ${owner} -> ${target.connection} ${counts(parts)}`
}

/** The ledgers as lines for people and scripts: one per stream, rule and target. */
export const formatLedgers = (ledgers: LedgerSnapshot): string[] => {
  const lines: string[] = []
  for (const { stream, received, decoded, invalid, ahead, pending } of ledgers.streams)
    lines.push(`stream ${stream} ${counts({ received, decoded, invalid, ahead, pending })}`)
  for (const rule of ledgers.rules) {
    const { decoded, passed, filtered, unmatched, failed, pending, mismatch } = rule
    lines.push(
      `rule ${rule.rule} ${counts({ decoded, passed, filtered, unmatched, failed, pending, mismatch })}`,
    )
    for (const target of rule.targets) lines.push(targetLine(rule.rule, target))
  }
  for (const target of ledgers.into) lines.push(targetLine('policy', target))
  return lines
}
