import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
// @ts-expect-error a script of the build, without types
import { buildBrowser } from '../../build-browser.mjs'
import { check, evaluate, format, run } from '../../src/browser/browser.ts'
import { sha256 } from '../../src/browser/sha256.ts'
import { evaluateExpression } from '../../src/cli/commands/eval.ts'
import { openPage } from './chromium.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

const SIZE_MAX = 250_000

const folder = mkdtempSync(join(tmpdir(), 'sluice-browser-'))
const bundle = join(folder, 'browser.js')

beforeAll(async () => {
  await (buildBrowser as (outfile: string) => Promise<unknown>)(bundle)
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

const WRONG =
  'RULE a AS\nSELECT devise, at FROM door WHERE state == 1;\nSTREAM door (device STRING, at TIMESTAMP, state STRING) FROM broker;\n'
const UGLY = "rule a as select payload.x as x from 'a/+' where payload.x>1 into k;"
const RULES = readFileSync('rules/environment/environment.rules', 'utf8')
const RECORD = {
  topic: 'branch/7/sensor/s1/reading',
  payload: '{"device": "s1", "room": "vault", "smoke": 0.30, "temperature": {"fahrenheit": 104.5}}',
  timeMs: 1_767_261_600_000,
}
const BAD_RECORD = { ...RECORD, payload: '{"device": "s1", "temperature": {"celsius": "é' }
const ROW =
  '{"name": "Zoë", "n": 9007199254740993, "at": "2026-01-01T00:00:00Z", "xs": [1, 2.50, {"a": null}]}'
const EXPRESSIONS = [
  "upper(name) || '!'",
  'n + 1',
  'xs[2] * 2',
  "name REGEXP '^Z.*ë$'",
  "format_timestamp(CAST(at AS TIMESTAMP), 'yyyy-MM-dd HH:mm', 'Asia/Shanghai')",
  'map(xs, x -> typeof(x))',
  'CAST(0.1 AS DECIMAL) + 0.2',
  '1 / 0',
  'sqrt(',
  'base64(to_utf8(name))',
]

/** What the page and Node each make of the same inputs. */
const answers = (api: {
  check: typeof check
  format: typeof format
  run: typeof run
  evaluate: typeof evaluate
}): unknown => ({
  findings: api.check(WRONG),
  clean: api.check(RULES),
  formatted: api.format(UGLY),
  outcome: api.run(RULES, RECORD),
  failed: api.run(RULES, BAD_RECORD),
  values: EXPRESSIONS.map((expression) => api.evaluate(expression, ROW)),
})

test('the bundle stays small, and needs nothing of Node', () => {
  const text = readFileSync(bundle)
  expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(SIZE_MAX)
  expect(/from ?["']node:|import ?["(]/.test(text.toString())).toBe(false)
})

/** Serves a page and its script, opens it, and gives what it sends back. */
const answerOf = async (page: string): Promise<string> => {
  let answered: (text: string) => void = () => undefined
  const answer = new Promise<string>((resolve) => {
    answered = resolve
  })
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        response.end()
        answered(Buffer.concat(chunks).toString('utf8'))
      })
      return
    }
    const isScript = request.url === '/browser.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(isScript ? readFileSync(bundle) : page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = openPage(`http://127.0.0.1:${String(port)}/`)
  try {
    return await answer
  } finally {
    close()
    server.closeAllConnections()
    server.close()
  }
}

test('a page in Chromium gives the answers of Node', async () => {
  const constants = { WRONG, UGLY, RULES, RECORD, BAD_RECORD, ROW, EXPRESSIONS }
  const page = `<!doctype html><script type="module">
    const send = (answer) => fetch('/', { method: 'POST', body: JSON.stringify(answer) })
    try {
      const api = await import('/browser.js')
      const { ${Object.keys(constants).join(', ')} } = ${JSON.stringify(constants).replaceAll('</', '<\\/')}
      const answers = ${answers.toString()}
      await send(answers(api))
    } catch (error) {
      await send(String(error.stack))
    }
  </script>`
  const theirs: unknown = JSON.parse(await answerOf(page))
  expect(theirs).toEqual(JSON.parse(JSON.stringify(answers({ check, format, run, evaluate }))))
})

test('what it says is what the command line says', () => {
  expect(check(WRONG).map(({ slug, from }) => [slug, from.line])).toContainEqual(['unknown-name', 2])
  expect(check(RULES).filter(({ severity }) => severity !== 'note')).toEqual([])
  expect(format(UGLY)).toBe(
    "RULE a AS\nSELECT payload.x AS x\nFROM   'a/+'\nWHERE  payload.x > 1\nINTO   k;\n",
  )
  expect(run(RULES, RECORD).rows.map(({ rule, target }) => `${rule} ${target}`)).toEqual([
    'room_too_hot bank_kafka',
    'smoke bank_kafka',
    'smoke ops_http',
  ])
  for (const expression of EXPRESSIONS) {
    const own = evaluate(expression, ROW)
    const theirs = evaluateExpression(expression, Buffer.from(ROW))
    expect('value' in own ? own.value : own.error, expression).toBe(
      'value' in theirs ? theirs.value : theirs.error.slug,
    )
  }
})

test('SHA-256 is that of Node', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 1_000]) {
    const bytes = Uint8Array.from({ length }, (_, k) => (k * 31) & 255)
    expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
  }
})
