import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  parseTimestamp,
  TIMESTAMP_MAX_MS,
  TIMESTAMP_MIN_MS,
  timestampText,
} from '../../src/types/timestamp.ts'

const time = fc.oneof(
  fc.integer({ min: TIMESTAMP_MIN_MS, max: TIMESTAMP_MAX_MS }),
  fc.constantFrom(TIMESTAMP_MIN_MS, TIMESTAMP_MAX_MS, 0, -1, 951_782_400_000),
)

describe('timestamps', () => {
  test('are written as Date writes them, without empty milliseconds', () => {
    fc.assert(
      fc.property(time, (ms) => {
        expect(timestampText(ms)).toBe(new Date(ms).toISOString().replace('.000Z', 'Z'))
        expect(parseTimestamp(timestampText(ms))).toBe(ms)
        expect(parseTimestamp(new Date(ms).toISOString())).toBe(ms)
      }),
      { numRuns: 2_000 },
    )
  })

  test('are read with an offset', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: -1439, max: 1439 }), (ms, minutes) => {
        const local = new Date(ms + minutes * 60_000).toISOString().slice(0, -1)
        const size = Math.abs(minutes)
        const two = (part: number): string => String(Math.floor(part)).padStart(2, '0')
        const zone = `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`
        expect(parseTimestamp(local + zone)).toBe(ms)
      }),
    )
  })

  test.each([
    ['2024-02-29T00:00:00Z', 1_709_164_800_000],
    ['2026-01-01t10:00:00.5z', 1_767_261_600_500],
    ['2026-01-01 10:00:00.123456789Z', 1_767_261_600_123],
    ['2016-12-31T23:59:60Z', 1_483_228_799_000],
  ])('%s is read', (text, ms) => {
    expect(parseTimestamp(text)).toBe(ms)
  })

  test.each([
    '2023-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:61Z',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00+0100',
    '2026-01-01T00:00:00+24:00',
    '2026-01-01T00:00:00.Z',
    '2026-01-01T00:00:00,5Z',
    '2026-01-01T00:00:00Zx',
    '2026-01-01',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '２０26-01-01T00:00:00Z',
    '20x6-01-01T00:00:00Z',
    '',
  ])('%s is none', (text) => {
    expect(parseTimestamp(text)).toBeNaN()
  })
})
