import { describe, expect, test } from 'vitest'
import { compileOptions } from '../../src/cli/compile-options.ts'
import type { Argument, Environment, FunctionEntry, Parameter } from '../../src/catalog/function.ts'
import { functions } from '../../src/functions/functions.ts'
import { ARRAY_LENGTH_MAX, BYTES_LENGTH_MAX, TEXT_LENGTH_MAX } from '../../src/functions/limits.ts'
import { Decimal } from '../../src/types/decimal.ts'
import { RecordError } from '../../src/types/record-error.ts'
import type { Type, TypeKind } from '../../src/types/type.ts'
import type { Value } from '../../src/types/value.ts'
import { evaluate } from './evaluate.ts'

const { capabilities } = compileOptions({ seed: 1, encodeAll: true })

const environment = (): Environment => {
  let steps = 0
  return {
    record: {
      topic: () => '/'.repeat(60_000),
      key: () => new Uint8Array(60_000),
      header: () => new Uint8Array(60_000),
      headerNames: () => ['a'],
      attribute: () => null,
      timeMs: () => 0,
      payload: () => new Uint8Array(1_000_000),
      id: () => 'a',
    },
    nowMs: 0,
    random: () => 0.5,
    capabilities,
    step: () => {
      steps += 1
      if (steps > 100_000) throw new RecordError('step-limit', 'too many steps')
    },
  }
}

const text = 'aß,=/. ﷺ\n'.repeat(40_000)
const numbers = Array.from({ length: 60_000 }, (_, k) => k)
const members = Object.fromEntries(numbers.slice(0, 20_000).map((k) => [`name ${String(k)}`, k]))

/** Large values of each kind; what fits a parameter is tried in turn. */
const large: Readonly<Partial<Record<TypeKind, readonly Value[]>>> = {
  STRING: [text, '+', '9'.repeat(100_000)],
  INTEGER: [Number.MAX_SAFE_INTEGER, 100_000, -1],
  DOUBLE: [Number.MAX_VALUE],
  DECIMAL: [Decimal.parse('9'.repeat(500))],
  BOOLEAN: [true],
  BYTES: [new Uint8Array(1_000_000)],
  TIMESTAMP: [253_402_300_799_999, 0],
  DURATION: [Number.MAX_SAFE_INTEGER, 1],
  ARRAY: [numbers, numbers.map((k) => [k, k])],
  OBJECT: [members],
}

const valuesFor = (parameter: Parameter): readonly Argument[] => {
  if (parameter.lambda !== undefined) return [(one) => one ?? null]
  if (parameter.values !== undefined) return [parameter.values[0] ?? null]
  const kinds = parameter.kinds.includes('ANY') ? (['STRING', 'ARRAY', 'OBJECT'] as const) : parameter.kinds
  return kinds.flatMap((kind) => large[kind] ?? [])
}

const CALLS_MAX = 9

/** Some calls with large arguments: each parameter goes through its values, at a pace of its own. */
const calls = ({ parameters }: FunctionEntry): readonly (readonly Argument[])[] => {
  const choices = parameters.map(valuesFor)
  const count = Math.min(
    CALLS_MAX,
    choices.reduce((product, values) => product * values.length, 1),
  )
  return Array.from({ length: count }, (_, call) => {
    let rest = call
    return choices.map((values) => {
      const value = values[rest % values.length] ?? null
      rest = Math.floor(rest / values.length)
      return value
    })
  })
}

const ANY: Type = { kind: 'ANY', nullable: true }

const size = (value: Value): string | undefined => {
  if (typeof value === 'string' && value.length > TEXT_LENGTH_MAX) return `${String(value.length)} characters`
  if (value instanceof Uint8Array && value.length > BYTES_LENGTH_MAX) return `${String(value.length)} bytes`
  if (Array.isArray(value) && value.length > ARRAY_LENGTH_MAX) return `${String(value.length)} elements`
  return undefined
}

describe('no function makes more than its limit, or works for long', () => {
  test.each(functions)('$name', (entry) => {
    const types = entry.parameters.map(({ kinds }): Type => {
      const [kind = 'ANY'] = kinds
      return kinds.length === 1 ? { kind, nullable: false } : ANY
    })
    for (const args of calls(entry)) {
      const start = performance.now()
      try {
        expect(size(entry.evaluate(args, environment(), types))).toBeUndefined()
      } catch (error) {
        if (!(error instanceof RecordError)) throw error
      }
      expect(performance.now() - start).toBeLessThan(5_000)
    }
  })

  test.each([
    ["gunzip(gzip(repeat('é', 1000000)))", 'value-too-large'],
    ["unzlib(zlib(repeat('é', 1000000)))", 'value-too-large'],
    ["inflate(deflate(repeat('é', 1000000)))", 'value-too-large'],
    ["base64(repeat('é', 1000000))", 'value-too-large'],
    ["hex(repeat('é', 1000000))", 'value-too-large'],
    ["repeat('a', 2000000)", 'value-too-large'],
    ["lpad('a', 2000000)", 'value-too-large'],
    ["replace(repeat('a', 1000), 'a', repeat('b', 10000))", 'value-too-large'],
    ["regexp_replace(repeat('a', 1000), 'a', repeat('b', 10000))", 'value-too-large'],
    ['flatten(map(generate_series(1, 1000), x -> generate_series(1, 1000)))', 'value-too-large'],
    ['array_repeat(1, 9007199254740991)', 'value-too-large'],
    ['sort_by(generate_series(1, 100000), x -> array_sum(generate_series(1, 100000)))', 'step-limit'],
  ])('%s', (expression, slug) => {
    expect(evaluate(expression)).toMatchObject({ kind: 'error', slug })
  })
})
