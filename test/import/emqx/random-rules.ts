import fc from 'fast-check'
import type { Emqx } from './emqx-evaluator.ts'

const literal = fc
  .constantFrom<string | number | boolean>(0, 1, 2, 3, 1.5, 'a', 'b', '1', '2', 'true', 'null', true, false)
  .map((value): Emqx => ({ kind: 'literal', value }))

const path = fc
  .constantFrom(['a'], ['b'], ['c'], ['m', 'x'], ['m', 'x', 'y'])
  .map((names): Emqx => ({ kind: 'path', names }))

const comparison = fc.constantFrom('=', '!=', '<', '<=', '>', '>=')
const operation = fc.constantFrom('+', '+', '-', '*', '/', 'div', 'mod')
const unaryCalls = fc.constantFrom(
  'str',
  'upper',
  'strlen',
  'is_null',
  'is_not_null',
  'is_null_var',
  'is_num',
  'is_str',
  'is_array',
  'round',
)
const tests = fc.constantFrom('is_null', 'is_not_null', 'is_null_var', 'is_num', 'is_str')

/** Expressions and conditions over the payload. */
export const { value, condition } = fc.letrec<{ value: Emqx; condition: Emqx }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { arbitrary: path, weight: 5 },
    { arbitrary: literal, weight: 3 },
    {
      arbitrary: fc.record({
        kind: fc.constant('operation' as const),
        operator: operation,
        left: tie('value'),
        right: tie('value'),
      }),
      weight: 3,
    },
    {
      arbitrary: fc.record({
        kind: fc.constant('compare' as const),
        operator: comparison,
        left: tie('value'),
        right: tie('value'),
      }),
      weight: 2,
    },
    {
      arbitrary: fc
        .tuple(unaryCalls, tie('value'))
        .map(([name, arg]): Emqx => ({ kind: 'call', name, args: [arg] })),
      weight: 2,
    },
    {
      arbitrary: fc
        .tuple(tie('value'), tie('value'))
        .map(([a, b]): Emqx => ({ kind: 'call', name: 'coalesce', args: [a, b] })),
      weight: 1,
    },
    {
      arbitrary: fc
        .tuple(tie('condition'), tie('value'), tie('value'), fc.boolean())
        .map(([when, then, other, hasElse]): Emqx => ({
          kind: 'case',
          branches: [[when, then]],
          ...(hasElse ? { otherwise: other } : {}),
        })),
      weight: 2,
    },
    {
      arbitrary: fc
        .tuple(path, literal, tie('value'), tie('value'))
        .map(([operand, when, then, other]): Emqx => ({
          kind: 'case',
          operand,
          branches: [[when, then]],
          otherwise: other,
        })),
      weight: 1,
    },
  ),
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    {
      arbitrary: fc.record({
        kind: fc.constant('compare' as const),
        operator: comparison,
        left: tie('value'),
        right: tie('value'),
      }),
      weight: 6,
    },
    {
      arbitrary: fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        left: tie('condition'),
        right: tie('condition'),
      }),
      weight: 3,
    },
    {
      arbitrary: fc.record({
        kind: fc.constant('in' as const),
        operand: tie('value'),
        list: fc.array(literal, { minLength: 1, maxLength: 3 }),
      }),
      weight: 2,
    },
    {
      arbitrary: fc
        .tuple(tests, tie('value'))
        .map(([name, arg]): Emqx => ({ kind: 'call', name, args: [arg] })),
      weight: 1,
    },
    {
      arbitrary: fc
        .oneof(
          path,
          fc.record({
            kind: fc.constant('compare' as const),
            operator: comparison,
            left: path,
            right: literal,
          }),
        )
        .map((operand): Emqx => ({ kind: 'not', operand })),
      weight: 1,
    },
  ),
}))

const ABSENT = Symbol('absent')
const field = fc.constantFrom<unknown>(
  ABSENT,
  0,
  1,
  2,
  -3,
  1.5,
  'a',
  'b',
  '',
  '1',
  '2.5',
  'true',
  'null',
  true,
  false,
  null,
  {},
  [],
  [1],
  { x: 1 },
)
const nested = fc.constantFrom<unknown>(
  ABSENT,
  { x: 1 },
  { x: null },
  { x: { y: 'a' } },
  '{"x":2}',
  '{"x":{"y":3}}',
  '{',
  7,
  { x: '{"y":"b"}' },
)

/** Messages for one rule, of fields that are there or not. */
export const payloads = fc.array(
  fc
    .record({ a: field, b: field, c: field, m: nested })
    .map((members) => Object.fromEntries(Object.entries(members).filter(([, one]) => one !== ABSENT))),
  { minLength: 4, maxLength: 8 },
)
