import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { Collector } from '../../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../../src/diagnostic/document.ts'
import type { Expected } from '../../../src/syntax/ast/index.ts'
import { parse } from '../../../src/syntax/parse.ts'
import { compareRow } from '../../../src/testing/blocks/compare.ts'
import { jsonTree, treeText } from '../../../src/testing/blocks/json-tree.ts'
import { matching } from '../../../src/testing/blocks/matching.ts'
import type { Type } from '../../../src/types/type.ts'

const expected = (text: string): Expected => {
  const document = new SourceDocument('a.rules', `TEST 'a' FOR r GIVEN 'a' {} EXPECT k {"v": ${text}};`)
  const [statement] = parse(document, new Collector()).statements
  const step = statement?.kind === 'test' ? statement.steps.at(-1) : undefined
  if (step?.kind !== 'expect') throw new Error(`not read: ${text}`)
  return step.value
}

const isSame = (wanted: string, actual: string, kind?: Type['kind']): boolean => {
  const type: Type | undefined = kind && {
    kind: 'OBJECT',
    nullable: false,
    fields: [{ name: 'v', type: { kind, nullable: true } }],
  }
  const cells = compareRow(expected(wanted), jsonTree(Buffer.from(`{"v":${actual}}`)), type)
  return cells.every((cell) => cell.same)
}

/** What is expected, what came, whether they are equal, and the column's type where it matters. */
const table: readonly (readonly [string, string, boolean, Type['kind']?])[] = [
  ['1', '1', true],
  ['1', '"1"', false],
  ['1', '1.0', false],
  ['1.0', '1', false, 'INTEGER'],
  ['1.0', '1', true, 'DOUBLE'],
  ['1', '1.00', true, 'DECIMAL'],
  ['1e2', '100', true, 'DOUBLE'],
  ['0.1', '0.10', true],
  ['-0', '0', true],
  ['9007199254740993', '9007199254740992', false],
  ['9007199254740993.5', '9007199254740993.50', true],
  ['9007199254740993.5', '9007199254740993.25', false],
  ['"a"', '"\\u0061"', true],
  ['"a"', '"A"', false],
  ['null', 'null', true],
  ['null', '0', false],
  ['true', '"true"', false],
  ['ANY', 'null', true],
  ['ANY', '{"a":1}', true],
  ['1 ~ 0.1', '1.1', true],
  ['1 ~ 0.1', '0.9', true],
  ['1 ~ 0.1', '1.1000000000000001', false],
  ['1 ~ 0', '1', true],
  ['1 ~ 0.1', '"1"', false],
  ['1 ~ 0.1', 'null', false],
  ['-5 ~ 1', '-5.5', true],
  ['[1, 2]', '[1,2]', true],
  ['[1, 2]', '[2,1]', false],
  ['[1]', '[1,2]', false],
  ['[]', '[]', true],
  ['[]', '{}', false],
  ['{"a": 1, "b": 2}', '{"b":2,"a":1}', true],
  ['{"a": 1}', '{"a":1,"b":2}', false],
  ['CONTAINING {"a": 1}', '{"a":1,"b":2}', true],
  ['CONTAINING {}', '{}', true],
  ['CONTAINING {}', '[]', false],
  ['{"a": null}', '{}', false],
  ['{"a": [ANY, {"b": 1 ~ 1}]}', '{"a":[7,{"b":0.5}]}', true],
]

describe('comparison', () => {
  const cases = table.map(([wanted, actual, same, kind]) => ({ wanted, actual, same, kind }))
  it.each(cases)('$wanted and $actual: $same $kind', ({ wanted, actual, same, kind }) => {
    expect(isSame(wanted, actual, kind)).toBe(same)
  })

  it('every JSON value equals itself, and no other', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
        const [a, b] = [JSON.stringify(left), JSON.stringify(right)]
        expect(isSame(a, a)).toBe(true)
        const sorted = (value: unknown): unknown =>
          value !== null && typeof value === 'object' && !Array.isArray(value)
            ? Object.fromEntries(
                Object.entries(value)
                  .sort(([x], [y]) => (x < y ? -1 : 1))
                  .map(([name, member]) => [name, sorted(member)]),
              )
            : Array.isArray(value)
              ? value.map(sorted)
              : Object.is(value, -0)
                ? 0
                : value
        if (JSON.stringify(sorted(left)) !== JSON.stringify(sorted(right))) expect(isSame(a, b)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('goes as deep as a payload may be, at once', () => {
    const deep = (inner: string): string => `${'{"a":['.repeat(30)}${inner}${']}'.repeat(30)}`
    expect(isSame(deep('1'), deep('2'))).toBe(false)
    expect(isSame(deep('1'), deep('1'))).toBe(true)
  })
})

test('a tree of JSON is the same JSON', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(treeText(jsonTree(Buffer.from(text))))).toEqual(JSON.parse(text))
    }),
  )
})

test('what is no JSON is a text', () => {
  expect(jsonTree(Buffer.from('no JSON'))).toEqual({ kind: 'scalar', text: '"no JSON"' })
  expect(jsonTree(Buffer.from(''))).toEqual({ kind: 'scalar', text: '""' })
})

test('as many wishes as can be are met', () => {
  const best = (wishes: readonly (readonly number[])[], used: ReadonlySet<number>): number => {
    const [first, ...rest] = wishes
    if (first === undefined) return 0
    return Math.max(
      best(rest, used),
      ...first.filter((thing) => !used.has(thing)).map((thing) => 1 + best(rest, new Set([...used, thing]))),
    )
  }
  const wishes = fc.array(fc.uniqueArray(fc.nat(4), { maxLength: 4 }), { maxLength: 5 })
  fc.assert(
    fc.property(wishes, (all) => {
      const given = matching(all)
      const met = given.filter((thing) => thing !== undefined)
      expect(new Set(met).size).toBe(met.length)
      given.forEach((thing, k) => {
        if (thing !== undefined) expect(all[k]).toContain(thing)
      })
      expect(met.length).toBe(best(all, new Set()))
    }),
  )
})
