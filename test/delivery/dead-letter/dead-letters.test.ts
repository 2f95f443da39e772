import { expect, test } from 'vitest'
import { DeadLetters } from '../../../src/delivery/dead-letter/dead-letters.ts'
import { deliveryLimits } from '../../../src/delivery/limits.ts'
import { VirtualClock } from '../../../src/testing/virtual-clock.ts'

const rig = (append: (lines: Buffer) => Promise<void>) => {
  const clock = new VirtualClock()
  const said: string[] = []
  const say = (message: string): void => void said.push(message)
  const target = { name: 'box', append, close: async () => {} }
  const letters = new DeadLetters(target, {
    clock,
    log: { debug: say, info: say, warn: say, error: say },
    random: () => 1,
    run: 'run',
    alarm: (name) => say(`alarm ${name}`),
    failpoint: (name) => say(name),
    limits: { ...deliveryLimits, deadLettersMax: 3 },
  })
  letters.start()
  const offer = (seq: number, safe: () => void): void =>
    letters.offer(
      {
        owner: { stream: 's' },
        slug: 'syntax-error',
        message: 'x',
        position: { source: 'in', lane: 0, epoch: 1, seq },
        identity: 'run',
        journalled: false,
      },
      safe,
    )
  return { clock, said, letters, offer }
}

test('letters that come while others are synced go out together, and are safe in order', async () => {
  const groups: number[] = []
  const waiting: (() => void)[] = []
  const { clock, letters, offer } = rig((lines) => {
    groups.push(lines.toString().trimEnd().split('\n').length)
    return new Promise((resolve) => void waiting.push(resolve))
  })
  const safe: number[] = []
  for (let seq = 0; seq < 3; seq++) {
    offer(seq, () => safe.push(seq))
    await clock.rest()
  }
  expect(letters.quota.full).toBe(true)
  expect(safe).toEqual([])
  waiting[0]!()
  await clock.rest()
  expect(safe).toEqual([0])
  waiting[1]!()
  await clock.rest()
  expect(groups).toEqual([1, 2])
  expect(safe).toEqual([0, 1, 2])
  expect(letters).toMatchObject({ offered: 3, written: 3 })
  await letters.close()
})

test('a target that fails is asked again; one alarm, one message, and a word when it is back', async () => {
  let failures = 3
  const { clock, said, letters, offer } = rig(async () => {
    if (failures-- > 0) throw new Error('disk full')
  })
  let safe = false
  offer(0, () => (safe = true))
  await clock.advance(50)
  expect(safe).toBe(false)
  await clock.advance(10_000)
  expect(safe).toBe(true)
  expect(said.filter((message) => !message.startsWith('dead-letter-'))).toEqual([
    'alarm dead-letter-target',
    'waiting for the dead-letter target: box: disk full',
    'the dead-letter target is back',
  ])
  await letters.close()
})

test('what is not written when it is closed was never safe', async () => {
  const { clock, letters, offer } = rig(async () => {
    throw new Error('disk full')
  })
  let safe = false
  offer(0, () => (safe = true))
  await clock.advance(1000)
  await letters.close()
  expect(safe).toBe(false)
  expect(letters.quota.items).toBe(1)
})
