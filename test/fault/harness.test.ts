import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'mqtt-packet'
import { expect, onTestFinished, test } from 'vitest'
import { experiments } from './experiments.ts'
import { checkLedgers, checkLog, lastTotals } from './harness/ledgers.ts'
import { pageWith, readPage } from './harness/reliability.ts'
import { Arrivals } from './parts/arrivals.ts'
import { BrokenReleases } from './parts/broken-releases.ts'
import { lettersIn } from './parts/letters.ts'
import { recordText } from './parts/record.ts'

test('the page of reliability names every experiment and cell (npm run fault -- --list writes it)', () => {
  const page = readPage()
  expect(pageWith(page, experiments)).toBe(page)
  expect(new Set(experiments.map(({ name }) => name)).size).toBe(experiments.length)
})

const log = `running 1 rules
stream load received=3 decoded=3 invalid=0 ahead=0 pending=0
running 1 rules
copy in=3 out=1 filtered=1 failed=0 rate=1 p99_ms=2
stream load received=4 decoded=3 invalid=1 ahead=0 pending=0
rule copy decoded=3 passed=2 filtered=1 unmatched=0 failed=0 pending=0 mismatch=0
target copy -> log made=2 delivered=1 skipped=0 dead_lettered=1 dropped=0 withdrawn=0 pending=0
`

test('the oracle reads the totals of the last stop, and finds a record without an outcome', () => {
  const totals = lastTotals(log)
  expect([...totals.keys()]).toEqual(['stream load', 'rule copy', 'target copy -> log'])
  checkLedgers(totals)
  const wrong = (from: string, to: string) => () => checkLedgers(lastTotals(log.replace(from, to)))
  expect(wrong('received=4', 'received=5')).toThrow('stream load: received')
  expect(wrong('passed=2', 'passed=1')).toThrow('rule copy: decoded')
  expect(wrong('delivered=1 skipped=0', 'delivered=0 skipped=0')).toThrow('target copy -> log: made')
  expect(() => checkLedgers(lastTotals('running 1 rules\n'))).toThrow('no totals')
})

test('the oracle finds stacks and broken ledgers in a log', () => {
  checkLog(log)
  expect(() => checkLog('error: the ledgers do not balance: stream load')).toThrow('do not balance')
  expect(() => checkLog('Error: x\n    at file.ts:1')).toThrow('at file.ts')
})

test('arrivals know what is missing, what came twice, and what overtook', () => {
  const arrivals = new Arrivals()
  for (const id of [-1, 0, 100, 1, 300, 200, 100]) arrivals.add(id)
  expect(arrivals.missing(new Set([0, 1, 2, 100, 200, 300]))).toEqual([2])
  expect(arrivals).toMatchObject({ repeats: 1, disorder: 1, rows: 7 })
  expect([...arrivals.again]).toEqual([[100, 1]])
})

test('a broker that publishes a record again after its PUBREL is found out, and no other', () => {
  const broken = new BrokenReleases()
  const publish = (messageId: number, id: number, dup = false): Buffer =>
    generate(
      { cmd: 'publish', qos: 2, dup, retain: false, topic: 'a', messageId, payload: recordText(id) },
      { protocolVersion: 5 },
    )
  const release = (messageId: number): Buffer =>
    generate({ cmd: 'pubrel', messageId }, { protocolVersion: 5 })
  const first = broken.watch()
  for (const frame of [publish(1, 10), publish(2, 11), release(1)]) first(frame, 'server')
  const second = broken.watch()
  // 11 was never released, 20 is a new record under the number of 10.
  for (const frame of [publish(2, 11, true), release(1), publish(1, 20), release(2)]) second(frame, 'server')
  expect(broken.count).toBe(0)
  const third = Buffer.concat([publish(2, 11, true), publish(1, 20, true)])
  broken.watch()(third, 'server')
  expect([...broken.again]).toEqual([[11, 1]])
})

test('the oracle reads letters of all files, and none that a crash has cut in two', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-letters-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const letter = JSON.stringify({ id: '1', row: JSON.stringify({ id: '7', inner: {} }) })
  writeFileSync(join(folder, 'dead-letters.ndjson.1'), `${letter}\n`)
  writeFileSync(
    join(folder, 'dead-letters.ndjson'),
    `${letter.slice(0, -2)}\n${letter}\n${letter.slice(0, 9)}`,
  )
  expect(lettersIn(folder)).toEqual([letter, letter])
})
