import fc from 'fast-check'
import { expect, test } from 'vitest'
import { print } from './emqx-evaluator.ts'
import { fromJson } from './emqx-terms.ts'
import { expectedRows } from './expected-rows.ts'
import { condition, payloads, value } from './random-rules.ts'
import { importText, replayRules, withoutNulls } from './run-imported.ts'

test('an imported rule does what EMQX does, or is refused', async () => {
  let refused = 0
  let compared = 0
  await fc.assert(
    fc.asyncProperty(value, condition, payloads, async (select, where, messages) => {
      const sql = `SELECT ${print(select)} AS r FROM "t" WHERE ${print(where)}`
      const imported = importText(sql)
      if (imported.rules === '') {
        refused += 1
        return
      }
      const records = messages.map((payload) => JSON.stringify({ topic: 't', payload }))
      const made = await replayRules(imported.rules, records)
      for (const [k, payload] of messages.entries()) {
        const wanted = expectedRows(select, where, fromJson(payload))
        if (wanted === undefined) continue
        compared += 1
        const found = made[k]?.map((row) => withoutNulls(row.value))
        expect(found, `${sql}\n${JSON.stringify(payload)}\n${imported.rules}`).toEqual(wanted)
      }
    }),
    {
      numRuns: Number(process.env['AGREEMENT_RUNS'] ?? 80),
      seed: Number(process.env['AGREEMENT_SEED'] ?? 20),
    },
  )
  expect(compared).toBeGreaterThan(150)
  expect(refused).toBeLessThan(compared)
}, 120_000)
