import { expect, test } from 'vitest'
import { Catalog } from '../../src/catalog/catalog.ts'
import { parseReplayLine } from '../../src/runtime/replay/replay-line.ts'
import { replay } from '../../src/runtime/replay/replay.ts'
import { memoryConnector } from '../../src/testing/memory/memory-connector.ts'
import type { HandStream } from './hand-program.ts'
import { handProgram } from './hand-program.ts'

const catalog = new Catalog({
  functions: [],
  aggregates: [],
  windows: [],
  formats: [],
  connectors: [memoryConnector().entry],
})

const run = async (streams: readonly HandStream[], input: readonly (string | Uint8Array)[]) => {
  const output: string[] = []
  const warnings: string[] = []
  const warn = (message: string): void => void warnings.push(message)
  const log = { debug: () => {}, info: () => {}, warn, error: warn }
  const lines = async function* () {
    for (const line of input) yield line
  }
  const result = await replay(handProgram(streams), lines(), (line) => void output.push(line), {
    catalog,
    log,
  })
  return { output, warnings, ...result }
}

const stream: HandStream = { name: 's', topics: ['a'], rules: [{ name: 'r', sinks: ['k', 'h'] }] }

test('rows, failures and ledgers', async () => {
  const { output, summary, warnings, badLines } = await run(
    [stream],
    [
      '{"source":"in","topic":"a","key":"k1","time":1000,"payload":{"id":1,"v":2}}',
      '{"topic":"a","payload":{"id":2,"v":-1},"time":2000}',
      '',
      '{"topic":"a","text":"oops"}',
      '{"topic":"a","base64":"/w=="}',
      '{"topic":"other","payload":{"id":1,"v":2}}',
      '{"source":"elsewhere","payload":{"id":1,"v":2}}',
      '{"payload":{"id":3,"v":0}}',
      'not a line',
    ],
  )
  expect(output).toEqual([
    '{"rule":"r","sink":"k","options":{"topic":"out-r","key":"1"},"time":1000,"value":{"id":1,"v":2}}',
    '{"rule":"r","sink":"h","options":{"topic":"out-r","key":"1"},"time":1000,"value":{"id":1,"v":2}}',
    '{"rule":"r","error":{"slug":"syntax-error","message":"v is -1","path":"v"},"input":{"topic":"a","time":2000,"payload":{"id":2,"v":-1}}}',
    '{"stream":"s","error":{"slug":"syntax-error","message":"not JSON"},"input":{"topic":"a","text":"oops"}}',
    '{"stream":"s","error":{"slug":"syntax-error","message":"not JSON"},"input":{"topic":"a","base64":"/w=="}}',
  ])
  expect(summary).toEqual([
    'stream s received=5 decoded=3 invalid=2 ahead=0 pending=0',
    'rule r decoded=3 passed=1 filtered=1 unmatched=0 failed=1 pending=0 mismatch=0',
    'target r -> k made=1 delivered=1 skipped=0 dead_lettered=0 dropped=0 withdrawn=0 pending=0',
    'target r -> h made=1 delivered=1 skipped=0 dead_lettered=0 dropped=0 withdrawn=0 pending=0',
  ])
  expect(badLines).toBe(1)
  expect(warnings).toEqual(['line 9: not a JSON object'])
})

test('STOP ends a stream, DROP is silent, the others go on', async () => {
  const { output, summary } = await run(
    [
      { ...stream, onInvalid: { kind: 'stop' } },
      { ...stream, name: 't', onInvalid: { kind: 'drop' }, rules: [{ name: 'q', sinks: ['k'] }] },
    ],
    ['{"text":"?"}', '{"payload":{"id":1,"v":1}}'],
  )
  expect(output).toHaveLength(2)
  expect(output[0]).toMatch(/^\{"stream":"s","error"/)
  expect(output[1]).toMatch(/^\{"rule":"q"/)
  expect(summary[0]).toBe('stream s received=2 decoded=0 invalid=0 ahead=0 pending=2')
})

test('a payload keeps its raw bytes, however deep, and however wrong', () => {
  const payload = (line: string): string => {
    const record = parseReplayLine(Buffer.from(line))
    if ('bad' in record) return `bad: ${record.bad}`
    return 'payload' in record ? Buffer.from(record.payload).toString() : 'a row'
  }
  expect(payload('{"payload": {"n": 9007199254740993, "t": "a}\\"b"} , "topic":"x"}')).toBe(
    '{"n": 9007199254740993, "t": "a}\\"b"}',
  )
  const deep = '['.repeat(100_000) + ']'.repeat(100_000)
  expect(payload(`{"payload":${deep}}`)).toBe(deep)
  expect(payload('{"payload":"text"}')).toBe('"text"')
  expect(payload('{"payload":{"a":tru,,}}')).toBe('{"a":tru,,}')
  expect(payload('{"payload":12 }')).toBe('12')
  expect(payload('{"text":"\\u00e9"}')).toBe('é')
  expect(payload('{"payload":{"a":1}')).toBe('bad: not a JSON object')
  expect(payload('{"payload":{"a":1}} x')).toBe('bad: not a JSON object')
  expect(payload('{}')).toBe("bad: 'payload', 'text' or 'base64' is missing")
  expect(payload('{"payload":1,"time":"now"}')).toBe("bad: 'time' must be milliseconds since 1970")
  expect(payload('{"payload":1,"headers":[]}')).toBe("bad: 'headers' must be an object")
})

test('a long input is cut in its error, with length and hash', async () => {
  const { output } = await run([stream], [JSON.stringify({ topic: 'a', text: 'x'.repeat(100_000) })])
  const { input } = JSON.parse(output[0]!) as { input: Record<string, unknown> }
  expect(input).toMatchObject({ cut: true, length: 100_000 })
  expect(input['text']).toHaveLength(65_536)
  expect(input['sha256']).toMatch(/^[0-9a-f]{64}$/)
})
