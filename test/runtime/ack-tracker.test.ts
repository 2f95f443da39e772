import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AckTracker } from '../../src/runtime/ack-tracker.ts'

/** What the tracker must do, without a ring: a list of holds that only grows. */
interface Model {
  holds: number[]
  below: number
}

type Command = fc.Command<Model, AckTracker>

const below = (model: Model): number => {
  while (model.below < model.holds.length && model.holds[model.below] === 0) model.below++
  return model.below
}

const receive = (count: number): Command => ({
  check: () => true,
  run: (model, tracker) => {
    tracker.receive(count)
    for (let i = 0; i < count; i++) model.holds.push(1)
    expect(tracker.settledBelow()).toBe(below(model))
  },
  toString: () => `receive ${count}`,
})

/** Takes one of the unsettled records, by a share of their number. */
const pick = (model: Model, share: number): number | undefined => {
  const open = model.holds.flatMap((holds, seq) => (holds > 0 ? [seq] : []))
  return open[Math.floor(share * open.length)]
}

const hold = (share: number, n: number): Command => ({
  check: (model) => pick(model, share) !== undefined,
  run: (model, tracker) => {
    const seq = pick(model, share)!
    tracker.hold(seq, n)
    model.holds[seq]! += n
    expect(tracker.settledBelow()).toBe(below(model))
  },
  toString: () => `hold ${share} ${n}`,
})

const settle = (share: number, all: boolean): Command => ({
  check: (model) => pick(model, share) !== undefined,
  run: (model, tracker) => {
    const seq = pick(model, share)!
    const n = all ? model.holds[seq]! : 1
    tracker.settle(seq, n)
    model.holds[seq]! -= n
    expect(tracker.settledBelow()).toBe(below(model))
    expect(tracker.inFlight).toBe(model.holds.length - model.below)
  },
  toString: () => `settle ${share} ${all}`,
})

const share = fc.double({ min: 0, max: 0.999, noNaN: true })

test('agrees with a plain list of holds', () => {
  const commands = [
    fc.integer({ min: 0, max: 1500 }).map(receive),
    fc.tuple(share, fc.integer({ min: 1, max: 3 })).map(([at, n]) => hold(at, n)),
    fc.tuple(share, fc.boolean()).map(([at, all]) => settle(at, all)),
    fc.constant(settle(0, true)),
  ]
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 200 }), (list) =>
      fc.modelRun(() => ({ model: { holds: [], below: 0 }, real: new AckTracker(1_000_000) }), list),
    ),
    { numRuns: 50 },
  )
})

test('five million records go round the ring', () => {
  const tracker = new AckTracker(2048)
  for (let first = 0; first < 5_000_000; first += 1000) {
    tracker.receive(1000)
    for (let i = 0; i < 1000; i++) tracker.settle(first + i, 1)
    expect(tracker.settledBelow()).toBe(first + 1000)
  }
})

test('refuses more than its bound, and what is not in flight', () => {
  const tracker = new AckTracker(1024)
  tracker.receive(1024)
  expect(() => tracker.receive(1)).toThrow('in flight')
  tracker.settle(0, 1)
  expect(tracker.settledBelow()).toBe(1)
  expect(() => tracker.settle(0, 1)).toThrow('not in flight')
  expect(() => tracker.settle(1, 2)).toThrow('more often')
  expect(() => tracker.hold(1024, 1)).toThrow('not in flight')
})
