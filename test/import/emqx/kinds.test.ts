import { expect, test } from 'vitest'
import { importText, replayRules } from './run-imported.ts'

const found = async (sql: string, list: string): Promise<unknown> => {
  const [rows] = await replayRules(importText(sql).rules, [`{"topic":"t","payload":{"x":1,"list":${list}}}`])
  return rows?.[0]?.value
}

test('contains goes by kind, also where a list has a float and a text of the same look', async () => {
  const sql =
    'SELECT contains(1, payload.list) AS one, contains(1.0, payload.list) AS float, contains(payload.x, payload.list) AS field FROM "t"'
  expect(await found(sql, '["1",1.0]')).toEqual({ one: false, float: true, field: false })
  expect(await found(sql, '["1.0",1]')).toEqual({ one: true, float: false, field: true })
  expect(await found(sql, '[2,"1"]')).toEqual({ one: false, float: false, field: false })
})
