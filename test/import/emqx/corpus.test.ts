import { expect, test } from 'vitest'
import { corpus } from './read-corpus.ts'
import { importText, replayRules, withoutNulls } from './run-imported.ts'

const all = corpus()

test.each(all)('$title', async ({ sql, exchanges, refused }) => {
  const imported = importText(sql)
  const errors = imported.diagnostics.filter((one) => one.severity === 'error')
  if (refused !== undefined) {
    expect(errors.map((one) => one.slug)).toEqual([refused])
    expect(imported.rules).toBe('')
    return
  }
  expect(errors.map((one) => `${one.slug}: ${one.message}`)).toEqual([])
  const made = await replayRules(
    imported.rules,
    exchanges.map((one) => one.record),
  )
  const found = made.map((rows) => rows.map((row) => withoutNulls(row.value)))
  expect(found, imported.rules).toEqual(exchanges.map(({ rows }) => rows.map(withoutNulls)))
})

test('most of it is carried over', () => {
  expect(all.length).toBeGreaterThanOrEqual(150)
  const refused = all.filter((one) => one.refused !== undefined)
  expect(refused.length / all.length).toBeLessThan(0.1)
})
