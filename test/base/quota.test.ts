import { expect, test } from 'vitest'
import { Quota } from '../../src/base/quota.ts'

test('is full by items or by bytes, and gives room when something is given back', async () => {
  const quota = new Quota(2, 100)
  quota.take(1, 100)
  expect(quota.full).toBe(true)
  let open = false
  const room = quota.room().then((has) => (open = has))
  quota.give(0, 1)
  await room
  expect(open).toBe(true)
  quota.take(1, 0)
  expect(quota.full).toBe(true)
})

test('tells when it is empty, or that the wait was cut', async () => {
  const quota = new Quota(2, 100)
  quota.take(1, 1)
  const abort = new AbortController()
  const cut = quota.empty(abort.signal)
  abort.abort()
  expect(await cut).toBe(false)
  const empty = quota.empty()
  quota.give(1, 1)
  expect(await empty).toBe(true)
})
