import { expect, test } from 'vitest'
import { runCommand } from './run-command.ts'

test.each([
  [`upper(name) || 1`, '{"name": "a"}', '"A1"'],
  ['9223372036854775807', '{}', '9223372036854775807'],
  ['n + 1', '{"n": 9007199254740993}', '9007199254740994'],
  ["CAST('1.10' AS DECIMAL) + 1", '{}', '2.10'],
  ['a.b[2]', '{"a": {"b": [1, 2]}}', '2'],
  ['x IS MISSING', '{}', 'true'],
  ['x IS NULL AND NOT x IS MISSING', '{"x": null}', 'true'],
  ['NULL AND FALSE', '{}', 'false'],
  ['__proto__.a', '{"__proto__": {"a": 1}}', '1'],
])('%s over %s is %s', async (expression, row, expected) => {
  const { code, out } = await runCommand(['eval', expression, '--row', row])
  expect(out).toBe(`${expected}\n`)
  expect(code).toBe(0)
})

test('line by line', async () => {
  const lines = [
    '{"expr": "x.y + 1", "row": {"x": {"y": 9223372036854775806}}}',
    '{"expr": "1 / 0", "row": {}}',
    '{"expr": "1 +"}',
  ]
  const { out } = await runCommand(['eval', '--stdin'], `${lines.join('\n')}\n`)
  const [first, second, third] = out.split('\n')
  expect(first).toBe('{"value":9223372036854775807,"type":"ANY"}')
  expect(JSON.parse(second ?? '')).toEqual({
    error: { slug: 'division-by-zero', message: 'division by zero' },
  })
  expect(JSON.parse(third ?? '')).toMatchObject({ error: { slug: 'syntax-error' } })
})
