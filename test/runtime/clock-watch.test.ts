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
  wallMs -= 3_600_000
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

test('a small correction is followed, a jump is not: time goes on as it passes', () => {
  let wallMs = 1_000_000
  let monotonicMs = 0.5
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const machine = { wallMs: () => wallMs, monotonicMs: () => monotonicMs, sleep: () => Promise.resolve() }
  const watch = new ClockWatch(machine, log, () => undefined)
  const pass = (ms: number): number => {
    wallMs += ms
    monotonicMs += ms
    return watch.clock.wallMs()
  }
  expect(pass(10_000)).toBe(1_010_000)
  for (let k = 1; k <= 5; k++) {
    wallMs += 4_000
    expect(pass(0)).toBe(1_010_000 + k * 4_000)
  }
  wallMs += 3_600_000
  expect(pass(1_000)).toBe(1_031_000)
  expect(watch.isSteady()).toBe(false)
  wallMs -= 3_600_000
  expect(pass(1_000)).toBe(1_032_000)
  expect(watch.isSteady()).toBe(true)
  wallMs -= 86_400_000
  expect(pass(0)).toBe(1_032_000)
  watch.accept()
  expect(pass(0)).toBe(1_032_000 - 86_400_000)
})
