import { expect, test } from 'vitest'
import { formatLedgers } from '../../src/runtime/ledger/format-ledgers.ts'
import { bookPass, Ledger } from '../../src/runtime/ledger/ledger.ts'
import { ledgerSnapshot } from '../../src/runtime/ledger/snapshot.ts'
import { handProgram } from './hand-program.ts'

const program = handProgram([{ name: 's', topics: ['a'], rules: [{ name: 'r', sinks: ['k'] }] }])

const counts = {
  decoded: 9,
  invalid: 1,
  ahead: 0,
  passed: Float64Array.of(4),
  filtered: Float64Array.of(3),
  unmatched: Float64Array.of(0),
  failed: Float64Array.of(2),
  mismatch: Float64Array.of(7),
  skipped: [Float64Array.of(4)],
}

test('each equation is checked, and named in words', () => {
  const ledger = new Ledger(program)
  const { stream, rules } = ledger.streams[0]!
  bookPass(ledger.streams[0]!, counts)
  expect(ledger.check()).toBe('stream s: received 0 is not decoded 9 + invalid 1 + ahead 0 + pending 0')
  stream.received = 10
  expect(ledger.check()).toBeUndefined()
  rules[0]!.filtered--
  expect(ledger.check()).toMatch(/^rule r: decoded 9 is not passed 4/)
  rules[0]!.filtered++
  rules[0]!.targets[0]!.rows.pending--
  expect(ledger.check()).toMatch(/^r into k: made 4 is not delivered 0 \+ skipped 4/)
})

test('a snapshot does not change afterwards', () => {
  const ledger = new Ledger(program)
  const before = ledgerSnapshot(ledger)
  ledger.streams[0]!.stream.received = 10
  bookPass(ledger.streams[0]!, counts)
  expect(formatLedgers(before)[0]).toBe('stream s received=0 decoded=0 invalid=0 ahead=0 pending=0')
  expect(formatLedgers(ledgerSnapshot(ledger))).toEqual([
    'stream s received=10 decoded=9 invalid=1 ahead=0 pending=0',
    'rule r decoded=9 passed=4 filtered=3 unmatched=0 failed=2 pending=0 mismatch=7',
    'target r -> k made=4 delivered=0 skipped=4 dead_lettered=0 dropped=0 withdrawn=0 pending=0',
  ])
})
