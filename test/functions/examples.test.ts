import { describe, expect, test } from 'vitest'
import { functions } from '../../src/functions/functions.ts'
import { kindOf } from '../../src/types/kind-of.ts'
import type { Type } from '../../src/types/type.ts'
import type { Value } from '../../src/types/value.ts'
import { evaluate } from './evaluate.ts'

const reserved =
  'select foreach from where group having join on into as and or not in is like between regexp case when then else end null true false'

/** Does the value keep what its static type promises? */
const keeps = (value: Value, type: Type): boolean => {
  if (value == null) return type.nullable || type.kind === 'NULL'
  const kind = kindOf(value)
  switch (type.kind) {
    case 'ANY':
      return true
    case 'NULL':
      return false
    case 'DOUBLE':
      return typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)
    case 'TIMESTAMP':
    case 'DURATION':
      return Number.isSafeInteger(value)
    case 'ARRAY': {
      const { element } = type
      return (
        kind === 'ARRAY' && (element === undefined || (value as Value[]).every((one) => keeps(one, element)))
      )
    }
    default:
      return kind === type.kind
  }
}

const examples = functions.flatMap((entry) => entry.examples.map((example) => ({ entry, example })))

describe('every function', () => {
  test.each(examples)('$example.expression', ({ example }) => {
    const outcome = evaluate(example.expression, example.row)
    const found = outcome.kind === 'error' ? { error: outcome.slug } : { result: outcome.json }
    expect(found).toEqual('error' in example ? { error: example.error } : { result: example.result })
    if (outcome.kind === 'value' && !keeps(outcome.value, outcome.type))
      expect.fail(`${outcome.json} is no value of type ${JSON.stringify(outcome.type)}`)
  })

  test('has two examples or more, and names the errors that they show', () => {
    expect(functions.filter((entry) => entry.examples.length < 2).map((entry) => entry.name)).toEqual([])
    const unsaid = examples.filter(
      ({ entry, example }) => 'error' in example && entry.errors?.includes(example.error) !== true,
    )
    expect(unsaid.map(({ entry }) => entry.name)).toEqual([])
  })

  test('has a name of its own that can be written', () => {
    const names = functions.flatMap((entry) => [entry.name, ...(entry.aliases ?? [])])
    expect(names.filter((name, k) => names.indexOf(name) !== k)).toEqual([])
    expect(names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([])
    expect(names.filter((name) => reserved.split(' ').includes(name))).toEqual([])
  })

  test('is described in sentences', () => {
    const odd = functions.filter((entry) => !/^[A-Ze].*[.?]$/s.test(entry.prose)).map((entry) => entry.name)
    expect(odd).toEqual([])
  })
})
