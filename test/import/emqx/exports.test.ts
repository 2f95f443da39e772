import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { renderHuman, plainPalette } from '../../../src/diagnostic/render/human.ts'
import { importText, replayRules } from './run-imported.ts'

const FOLDER = 'test/import/emqx/exports'

const told = (text: string): readonly string[] =>
  importText(text).diagnostics.map((one) => `${one.slug} ${text.slice(one.span.start, one.span.end)}`)

/** An export of one rule with one action and the definition of it. */
const withAction = (sql: string, type: string, parameters: Record<string, unknown>): string =>
  JSON.stringify({
    rules: [{ id: 'r', sql, actions: [`${type}:a`] }],
    actions: { [type]: { a: { connector: 'c', parameters } } },
  })

const republish = (sql: string, args: Record<string, unknown>): string =>
  JSON.stringify({ id: 'r', sql, actions: [{ function: 'republish', args }] })

const rowsOf = async (text: string, ...records: string[]): Promise<readonly unknown[]> => {
  const imported = importText(text)
  expect(imported.diagnostics.filter((one) => one.severity === 'error').map((one) => one.message)).toEqual([])
  const made = await replayRules(imported.rules, records)
  return made.flat().map(({ sink, options, value }) => ({ sink, options, value }))
}

const SQL = 'SELECT payload.id AS id, payload.v AS v, clientid, topic, payload, qos FROM "t/#"'
const RECORD = '{"topic":"t/1","payload":{"id":"d7","v":2.5},"attributes":{"clientid":"c1","qos":1}}'

describe('exports', () => {
  test.each(['rule-with-actions.json', 'cluster.hocon'])('%s', async (name) => {
    const imported = importText(readFileSync(`${FOLDER}/${name}`, 'utf8'))
    const findings = imported.diagnostics.map((one) => renderHuman(one, plainPalette)).join('\n\n')
    const text = `${imported.rules}---\n${imported.connections}---\n${findings}\n`
    await expect(text).toMatchFileSnapshot(`exports/${name}.out`)
  })

  test('a secret is never copied', () => {
    const { connections } = importText(readFileSync(`${FOLDER}/rule-with-actions.json`, 'utf8'))
    expect(connections).not.toContain('secret')
  })

  test('a finding points into the SQL inside the file', () => {
    const text = '{"id": "r", "sql": "SELECT\\n  uper(payload.s) AS s\\nFROM \\"t\\"", "actions": []}'
    expect(told(text)).toEqual(['emqx-unknown-function uper'])
  })

  test('what is neither SQL nor an export', () => {
    expect(importText('{"rules": [').diagnostics.map((one) => one.slug)).toEqual(['emqx-export'])
    expect(importText('{"rules": []}').diagnostics.map((one) => one.slug)).toEqual(['emqx-export'])
    expect(importText('hello').diagnostics.map((one) => one.slug)).toEqual(['emqx-syntax'])
    expect(importText('').diagnostics.map((one) => one.slug)).toEqual(['emqx-syntax'])
  })

  test('one action that cannot be carried over refuses the rule, and no other', () => {
    const text = JSON.stringify([
      { id: 'a', sql: 'SELECT topic FROM "t"', actions: [{ function: 'console' }, 'pulsar_producer:x'] },
      { id: 'b', sql: 'SELECT topic FROM "t"', actions: [{ function: 'console' }] },
    ])
    const imported = importText(text)
    expect(imported.diagnostics.map((one) => one.slug)).toEqual(['emqx-action'])
    expect([imported.carried, imported.refused]).toEqual([1, 1])
    expect(imported.rules).not.toContain('RULE a ')
  })

  test('an action that the export does not define', () => {
    const text = '{"id": "r", "sql": "SELECT topic FROM \\"t\\"", "actions": ["kafka_producer:k"]}'
    expect(told(text)).toEqual(['emqx-action "kafka_producer:k"'])
  })
})

describe('actions', () => {
  test('Kafka: key and value by templates', async () => {
    const text = withAction(SQL, 'kafka_producer', {
      topic: 'out.${topic}',
      message: { key: '${id}-${clientid}', value: '{"v": ${v}, "who": "${.clientid}"}' },
    })
    expect(await rowsOf(text, RECORD)).toEqual([
      { sink: 'c', options: { topic: 'out.t/1', key: 'd7-c1' }, value: '{"v": 2.5, "who": "c1"}' },
    ])
  })

  test('Kafka: the defaults are the client as key and the whole output', async () => {
    const text = withAction('SELECT payload.v AS v, clientid FROM "t/#"', 'kafka', {
      kafka: { topic: 'out' },
      topic: 'out',
    })
    expect(await rowsOf(text, RECORD, '{"topic":"t/1","payload":{}}')).toMatchObject([
      { options: { topic: 'out', key: 'c1' }, value: { v: 2.5, clientid: 'c1' } },
      { options: { topic: 'out', key: null }, value: {} },
    ])
  })

  test('a missing value is the text undefined, and so is one that the rule does not select', async () => {
    const text = withAction('SELECT payload.v AS v FROM "t/#"', 'kafka_producer', {
      topic: 'out',
      message: { key: '${clientid}', value: 'v=${v} w=${w}' },
    })
    expect(await rowsOf(text, RECORD, '{"topic":"t/1","payload":{}}')).toMatchObject([
      { options: { topic: 'out' }, value: 'v=2.5 w=undefined' },
      { options: { topic: 'out' }, value: 'v=undefined w=undefined' },
    ])
  })

  test('a number keeps its point in texts: of the payload, of its members, of an element', async () => {
    const record = '{"topic":"t/1","payload":{"v":2.0,"m":{"q":3.0},"l":[{"v":4.0}]}}'
    const message = { key: '${v}', value: '${v} ${m.q} ${m}' }
    const text = withAction('SELECT payload.v AS v, payload.m AS m FROM "t/#"', 'kafka', {
      topic: 'o',
      message,
    })
    expect(await rowsOf(text, record)).toMatchObject([
      { options: { key: '2.0' }, value: '2.0 3.0 {"q":3.0}' },
    ])
    const each = withAction('FOREACH payload.l AS e DO e.v AS v FROM "t/#"', 'kafka', {
      topic: 'o',
      message: { key: '', value: 'v=${v}' },
    })
    expect(await rowsOf(each, record)).toMatchObject([{ value: 'v=4.0' }])
    const computed = withAction('SELECT payload.v * 2 AS v FROM "t/#"', 'kafka', {
      topic: 'o',
      message: { key: '', value: 'v=${v}' },
    })
    expect(told(computed)).toEqual(['emqx-whole-float "kafka:a"'])
  })

  test('SQL: a missing value is the text undefined, unless it is said to be NULL', async () => {
    const sql = 'INSERT INTO r (id, v) VALUES (${id}, ${v})'
    const rule = 'SELECT payload.id AS id, payload.v AS v FROM "t/#"'
    const missing = '{"topic":"t/1","payload":{"id":1}}'
    expect(await rowsOf(withAction(rule, 'pgsql', { sql }), missing)).toMatchObject([
      { value: { id: 1, v: 'undefined' } },
    ])
    const nulls = withAction(rule, 'pgsql', { sql, undefined_vars_as_null: true })
    expect(await rowsOf(nulls, missing)).toMatchObject([{ value: { id: 1, v: null } }])
  })

  test('HTTP', async () => {
    const text = withAction(SQL, 'http', {
      method: 'put',
      path: '/devices/${id}?t=${topic}',
      headers: { 'X-Client': '${clientid}', 'content-type': 'text/plain' },
      body: '${v}',
    })
    expect(await rowsOf(text, RECORD)).toMatchObject([
      { options: { path: '/devices/d7?t=t/1', method: 'PUT', headers: { 'X-Client': 'c1' } } },
    ])
  })

  test('republish: the payload as it came, unless said', async () => {
    expect(await rowsOf(republish(SQL, { topic: 'copy/${topic}', qos: 1 }), RECORD)).toMatchObject([
      { sink: 'emqx', options: { topic: 'copy/t/1', qos: 1 }, value: '{"id":"d7","v":2.5}' },
    ])
  })

  test('republish: QoS of the message', async () => {
    const text = republish(SQL, { topic: 'copy', qos: '${qos}', retain: false, payload: '${v}' })
    expect(await rowsOf(text, RECORD)).toMatchObject([{ options: { topic: 'copy', qos: 1 }, value: '2.5' }])
  })

  test('republish: an empty payload is the whole output', async () => {
    const text = republish('SELECT payload.v AS v FROM "t/#"', { topic: 'copy', qos: 0, payload: '' })
    expect(await rowsOf(text, RECORD)).toMatchObject([{ value: { v: 2.5 } }])
  })

  test('SQL: columns that differ from the output make a rule of their own', async () => {
    const text = withAction(SQL, 'pgsql', {
      sql: "INSERT INTO readings(device, value, kind, n) VALUES (${id}, ${v}, 'x', 5)",
      undefined_vars_as_null: true,
    })
    expect(await rowsOf(text, RECORD)).toMatchObject([
      { sink: 'c', options: { table: 'readings' }, value: { device: 'd7', value: 2.5, kind: 'x', n: 5 } },
    ])
  })

  test('SQL: columns that are the output, and an upsert', async () => {
    const text = withAction('SELECT payload.id AS id, payload.v AS v FROM "t/#"', 'pgsql', {
      sql: 'INSERT INTO r (id, v) VALUES (${id}, ${v}) ON CONFLICT (id) DO UPDATE SET v = EXCLUDED.v',
    })
    expect(await rowsOf(text, RECORD)).toMatchObject([
      { options: { table: 'r', key: ['id'] }, value: { id: 'd7', v: 2.5 } },
    ])
  })

  test('SQL that computes or is no INSERT is refused', () => {
    const slugs = (sql: string): readonly string[] =>
      importText(withAction(SQL, 'mysql', { sql })).diagnostics.map((one) => one.slug)
    expect(slugs('INSERT INTO t(a) VALUES (ROUND(${v}))')).toContain('emqx-action')
    expect(slugs('UPDATE t SET a = ${v}')).toContain('emqx-action')
  })

  test('Redis: a command with its words as arguments', async () => {
    const command = ['hset', 'device:${id}', 'v', '${v}', 'none', '${nothing}', 'all', '${.payload}']
    const text = withAction(SQL, 'redis', { command_template: command })
    const args = ['device:d7', 'v', '2.5', 'none', 'undefined', 'all', '{"id":"d7","v":2.5}']
    expect(await rowsOf(text, RECORD)).toMatchObject([{ sink: 'c', options: { command: 'HSET', args } }])
  })

  test('Redis: what reads, and what is a cluster, is refused', () => {
    const get = withAction(SQL, 'redis', { command_template: ['GET', '${id}'] })
    expect(told(get)).toEqual(['emqx-action "redis:a"'])
    const cluster = JSON.stringify({
      rules: [{ id: 'r', sql: SQL, actions: ['redis:a'] }],
      actions: { redis: { a: { connector: 'c', parameters: { command_template: ['DEL', 'x'] } } } },
      connectors: { redis: { c: { parameters: { redis_type: 'cluster', servers: 'a:1,b:1' } } } },
    })
    expect(told(cluster)).toEqual(['emqx-action "redis:a"'])
  })

  test('templates: all of the output, and dollars', async () => {
    const text = withAction('SELECT payload.v AS v, topic FROM "t/#"', 'kafka_producer', {
      topic: 'out',
      message: { key: '', value: 'all=${.} literal=${$}{v}' },
    })
    expect(await rowsOf(text, RECORD)).toMatchObject([{ value: 'all={"topic":"t/1","v":2.5} literal=${v}' }])
  })
})
