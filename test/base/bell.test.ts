import { expect, test } from 'vitest'
import { Bell } from '../../src/base/bell.ts'

test('wakes everybody who waits, and nobody later', async () => {
  const bell = new Bell()
  const woken: string[] = []
  const first = bell.wait().then(() => woken.push('first'))
  const second = bell.wait().then(() => woken.push('second'))
  bell.ring()
  await Promise.all([first, second])
  expect(woken).toEqual(['first', 'second'])
})

test('an aborted wait ends and leaves nothing behind', async () => {
  const bell = new Bell()
  const abort = new AbortController()
  const waiting = bell.until(() => false, abort.signal)
  abort.abort()
  expect(await waiting).toBe(false)
  expect(await bell.until(() => true, abort.signal)).toBe(true)
})
