import type { RowLedger } from '../../delivery/row-ledger.ts'
import type { TargetShape } from '../../stream/output.ts'
import type { RuleLedger } from './rule-ledger.ts'
import type { StreamLedger } from './stream-ledger.ts'

const compare = (
  owner: string,
  whole: readonly [name: string, value: number],
  parts: Readonly<Record<string, number>>,
): string | undefined => {
  const sum = Object.values(parts).reduce((total, part) => total + part, 0)
  const negative = Object.values(parts).some((part) => part < 0)
  if (sum === whole[1] && !negative) return undefined
  const right = Object.entries(parts).map(([name, value]) => `${name} ${value}`)
  return `${owner}: ${whole[0]} ${whole[1]} is not ${right.join(' + ')}`
}

export const brokenStream = (ledger: StreamLedger): string | undefined => {
  const { decoded, invalid, ahead, pending } = ledger
  return compare(`stream ${ledger.stream}`, ['received', ledger.received], {
    decoded,
    invalid,
    ahead,
    pending,
  })
}

export const brokenRule = (ledger: RuleLedger, stream: StreamLedger): string | undefined => {
  const { passed, aggregated, filtered, unmatched, deduplicated, held, late, failed, pending } = ledger
  const parts = { passed, aggregated, filtered, unmatched, deduplicated, held, late, failed, pending }
  return compare(`rule ${ledger.rule}`, ['decoded', stream.decoded - ledger.before], parts)
}

export const brokenRows = (target: TargetShape, ledger: RowLedger): string | undefined => {
  const { delivered, skipped, deadLettered, dropped, withdrawn, pending } = ledger
  const parts = { delivered, skipped, deadLettered, dropped, withdrawn, pending }
  return compare(`${target.rule} into ${target.connection}`, ['made', ledger.made], parts)
}
