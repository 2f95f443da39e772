import { describe, expect, test } from 'vitest'
import { corpusOf } from './read-corpus.ts'
import { importText, replayRules, withoutNulls } from './run-imported.ts'

/** Five collections, each written without a look at the importer; `refused` is the share of rules that may be refused. */
const corpora = [
  { name: 'corpus', count: 150, refused: 0.1 },
  { name: 'second', count: 150, refused: 0.03 },
  { name: 'third', count: 110, refused: 0.03 },
  { name: 'fourth', count: 150, refused: 0.03 },
  { name: 'fifth', count: 320, refused: 0.03 },
]

describe.each(corpora)('$name', ({ name, count, refused: share }) => {
  const all = corpusOf(`test/import/emqx/${name}`)

  test.each(all)('$title', async ({ sql, exchanges, refused, acts }) => {
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
    if (acts) {
      expect(made, imported.rules).toMatchObject(exchanges.map((one) => one.rows))
      return
    }
    const found = made.map((rows) => rows.map((row) => withoutNulls(row.value)))
    expect(found, imported.rules).toEqual(exchanges.map(({ rows }) => rows.map(withoutNulls)))
  })

  test('most of it is carried over', () => {
    expect(all.length).toBeGreaterThanOrEqual(count)
    const refused = all.filter((one) => one.refused !== undefined)
    expect(refused.length / all.length).toBeLessThan(share)
  })
})
