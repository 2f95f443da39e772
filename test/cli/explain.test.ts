import { expect, test } from 'vitest'
import { runCommand } from './run-command.ts'

const explain = (rule: string, folder: string, format: string): ReturnType<typeof runCommand> =>
  runCommand(['explain', rule, '--rules', folder, '--format', format])

test.each([
  ['room_check', 'text', 'txt'],
  ['room_check', 'json', 'json'],
  ['room_check', 'mermaid', 'mmd'],
  ['room_check', 'dot', 'dot'],
  ['events', 'text', 'txt'],
])('%s as %s', async (rule, format, ending) => {
  const { code, out } = await explain(rule, 'test/golden/explain', format)
  await expect(out).toMatchFileSnapshot(`../golden/explain/${rule}.${ending}`)
  expect(code).toBe(0)
})

test('a rule of the packs', async () => {
  const { out } = await explain('low_cash', 'rules', 'text')
  await expect(out).toMatchFileSnapshot('../golden/explain/low_cash.txt')
})
