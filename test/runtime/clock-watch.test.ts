import { expect, test } from 'vitest'
import { ClockWatch } from '../../src/runtime/clock-watch.ts'

test('a jump is told once; the clock is believed again when it agrees, or when it is accepted', () => {
  let wallMs = 1_000_000
  let monotonicMs = 0
  const alarms: string[] = []
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const clock = { wallMs: () => wallMs, monotonicMs: () => monotonicMs, sleep: () => Promise.resolve() }
  const watch = new ClockWatch(clock, log, (name, message) => alarms.push(`${name} ${message}`))
  wallMs += 60_000
  monotonicMs += 60_000
  expect(watch.isSteady()).toBe(true)
  wallMs += 4_000
  expect(watch.isSteady()).toBe(true)
  wallMs -= 3_604_000
  expect(watch.isSteady()).toBe(false)
  expect(watch.isSteady()).toBe(false)
  expect(alarms).toHaveLength(1)
  expect(alarms[0]).toMatch(/^clock-jumped the clock jumped back by 3600 s/)
  wallMs += 3_600_000
  expect(watch.isSteady()).toBe(true)
  wallMs = Date.UTC(2106, 1, 7)
  expect(watch.isSteady()).toBe(false)
  watch.accept()
  expect(watch.isSteady()).toBe(true)
  expect(alarms).toHaveLength(2)
})
