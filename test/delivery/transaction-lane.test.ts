import { expect, test } from 'vitest'
import { noFailpoint } from '../../src/base/failpoint.ts'
import { DeadLetters } from '../../src/delivery/dead-letter/dead-letters.ts'
import { deliveryLimits } from '../../src/delivery/limits.ts'
import type { EvaluatedGroup } from '../../src/delivery/transaction/group.ts'
import { TransactionLane } from '../../src/delivery/transaction/transaction-lane.ts'
import type { Clock } from '../../src/stream/clock.ts'
import type { TransactionalSource, TransactionResult } from '../../src/stream/transaction.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { chunkOf, deliveryOf } from './rows.ts'

const SLEEPS_MAX = 100

/** A clock for which a loop that never waits is a mistake, and not a test without an end. */
const patientClock = (clock: VirtualClock): Clock => {
  let sleeps = 0
  return {
    wallMs: () => clock.wallMs(),
    monotonicMs: () => clock.monotonicMs(),
    sleep: (ms, signal) => {
      if (++sleeps > SLEEPS_MAX) throw new Error('it never waits')
      return clock.sleep(ms, signal)
    },
  }
}

const rig = () => {
  const virtual = new VirtualClock()
  const clock = patientClock(virtual)
  const alarms: string[] = []
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const alarm = (name: string, message: string): void => void alarms.push(`${name}: ${message}`)
  const limits = deliveryLimits
  const shared = { clock, log, alarm, limits, run: 'run', random: () => 1, failpoint: noFailpoint }
  const target = { name: 'box', append: async () => {}, close: async () => {} }
  const context = { ...shared, deadLetters: new DeadLetters(target, shared) }
  return { virtual, alarms, lane: new TransactionLane('log', 'dead', context) }
}

const groupOf = (id: number): EvaluatedGroup => {
  const delivery = deliveryOf(chunkOf([id], 'encoded'))
  return { origin: delivery.origin, deliveries: [delivery], letters: [], held: id, below: id + 1 }
}

/** A source whose transactions go on until they are cut. */
const slowSource = (): { readonly source: TransactionalSource; readonly begun: number[] } => {
  const begun: number[] = []
  const source: TransactionalSource = {
    open: async () => {},
    read: async () => undefined,
    commit: () => {},
    stop: async () => {},
    close: async () => {},
    transact: ({ rows }, signal) => {
      begun.push(rows.count)
      return new Promise<TransactionResult>((resolve) =>
        signal.addEventListener('abort', () => resolve({ kind: 'lost', message: 'cut' }), { once: true }),
      )
    },
  }
  return { source, begun }
}

test('a lane that is cut ends, whatever waits in it', async () => {
  const { virtual, alarms, lane } = rig()
  const { source, begun } = slowSource()
  lane.bind(source, () => {})
  lane.offer(groupOf(0))
  await virtual.advance(100)
  expect(begun).toEqual([1])
  lane.offer(groupOf(1))
  await lane.close()
  expect(begun).toEqual([1])
  expect(alarms).toEqual([])
  expect(lane.snapshot()).toMatchObject({ rows: 4 })
})
