import { expect, test } from 'vitest'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'

test('wakes sleepers in order, each at its own time', async () => {
  const clock = new VirtualClock(1000)
  const woken: string[] = []
  const sleeper = async (name: string, ms: number): Promise<void> => {
    await clock.sleep(ms)
    woken.push(`${name} at ${clock.monotonicMs()}, ${clock.wallMs()}`)
  }
  const all = Promise.all([sleeper('late', 20), sleeper('early', 10), sleeper('same', 20)])
  await clock.advance(15)
  expect(woken).toEqual(['early at 10, 1010'])
  await clock.advance(5)
  await all
  expect(woken).toEqual(['early at 10, 1010', 'late at 20, 1020', 'same at 20, 1020'])
})

test('an aborted sleep ends without time passing', async () => {
  const clock = new VirtualClock()
  const abort = new AbortController()
  const sleeping = clock.sleep(1000, abort.signal)
  abort.abort()
  await sleeping
  await clock.sleep(1000, abort.signal)
  expect(clock.monotonicMs()).toBe(0)
})

test('until goes from sleeper to sleeper, and gives up where nothing moves', async () => {
  const clock = new VirtualClock()
  let count = 0
  const counting = (async () => {
    while (count < 3) {
      await clock.sleep(100)
      count++
    }
  })()
  expect(await clock.until(() => count === 2)).toBe(true)
  expect(clock.monotonicMs()).toBe(200)
  expect(await clock.until(() => count === 99)).toBe(false)
  await counting
})
