import { expect, it } from 'vitest'
import { runCommand } from './run-command.ts'

it.each([
  [
    'never-true',
    ['warning: A condition that is never TRUE.', 'Wrong', 'cash < 5000 AND cash > 20000', 'How to fix it'],
  ],
  [
    'round',
    ['round(number', 'half away from zero', 'NULL in any argument gives NULL.', 'round(2.345, 2)  →  2.35'],
  ],
  ['ROUND', ['round(number']],
  ['kafka', ['Settings in sluice.yaml', '`brokers` (list of text, needed)', 'Options behind INTO']],
  ['stream', ['STREAM', 'EVENT TIME at', 'streamPart =']],
  ['json', ['json']],
  ['sum', ['sum([DISTINCT] number INTEGER | DOUBLE | DECIMAL)']],
  ['lag', ['lag(value ANY, [offset INTEGER]) OVER (PARTITION BY key, …)', 'Also written `previous`.']],
  ['tumble', ['TUMBLE(size DURATION, [offset DURATION], [zone STRING])']],
  ['from', ['RULE']],
  ['Held', ['Time and state', 'HELD FOR 5 MINUTES BY device']],
  ['like', ['ESCAPE', '`a || b`  one text']],
  ['decimal', ['Types', 'exact numbers']],
])('explains %s', async (word, parts) => {
  const { code, out } = await runCommand(['explain', word, '--rules', 'rules'])
  for (const part of parts) expect(out).toContain(part)
  expect(out).not.toContain('```')
  expect(out).not.toContain('<!--')
  expect(code).toBe(0)
})

it('prefers a rule to a connector of the same name', async () => {
  const { out } = await runCommand(['explain', 'low_cash', '--rules', 'rules'])
  expect(out).toMatch(/^rule low_cash/)
})

it.each([
  ['never-tru', 'never-true'],
  ['filtr', 'filter'],
  ['kafak', 'kafka'],
])('offers a close name for %s', async (word, close) => {
  const { code, err } = await runCommand(['explain', word, '--rules', 'rules'])
  expect(err).toContain(`did you mean ${close}?`)
  expect(code).toBe(2)
})
