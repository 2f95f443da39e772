import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { need } from '../../servers/need.ts'
import { readExpressions, type ListedExpression } from './expression-list.ts'
import { evaluateOurs } from './ours.ts'
import type { Outcome } from './outcome.ts'
import { evaluateTheirs } from './theirs.ts'

const listed = readExpressions(readFileSync(new URL('expressions.txt', import.meta.url), 'utf8'))

const said = (outcome: Outcome): string =>
  'value' in outcome ? outcome.value : `error ${outcome.error} (${outcome.message})`

/** What is wrong with one line of the list; undefined where both sides do as it says. */
const complaint = ({ line, ours, theirs, expected }: ListedExpression, we: Outcome, they: Outcome) => {
  const isRight =
    expected.kind === 'same'
      ? 'value' in we && 'value' in they && we.value === they.value
      : expected.kind === 'differs'
        ? said(we).startsWith(expected.ours) &&
          said(they).startsWith(expected.theirs) &&
          said(we) !== said(they)
        : 'error' in we && we.error === expected.slug && 'error' in they && they.error === expected.sqlState
  return isRight ? undefined : `${String(line)}: ${ours}: ${said(we)}\n     ${theirs}: ${said(they)}`
}

test('expressions mean what they mean in PostgreSQL, but for the differences that the list explains', async () => {
  expect(listed.length).toBeGreaterThanOrEqual(400)
  const { url } = await need('postgres')
  const ours = await evaluateOurs(listed.map((one) => one.ours))
  const theirs = await evaluateTheirs(
    url,
    listed.map((one) => one.theirs),
  )
  const none: Outcome = { error: 'none', message: '' }
  const complaints = listed.map((one, k) => complaint(one, ours[k] ?? none, theirs[k] ?? none))
  expect(complaints.filter((one) => one !== undefined)).toEqual([])
})
