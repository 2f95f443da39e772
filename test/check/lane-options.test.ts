import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../cli/run-command.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-lane-options-'))
  await writeFile(
    join(folder, 'sluice.yaml'),
    `language: 1
connections:
  bus: { type: mqtt, url: 'mqtt://127.0.0.1', client_id: a }
  ops: { type: http, url: 'https://ops.example' }
`,
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const check = async (options: string): Promise<string> => {
  const text = `STREAM s (id INTEGER NOT NULL) FROM bus (topic = 's');
SINK slow INTO ops (path = '/a', rate_limit = 5);
RULE r AS SELECT id FROM s INTO slow (${options});
`
  await writeFile(join(folder, 'r.rules'), text)
  return (await runCommand(['check', '.', '--format', 'concise'], '', folder)).out
}

test(
  'a SINK and its targets take rate_limit and on_reject, whatever the connection',
  { timeout: 60_000 },
  async () => {
    expect(await check("rate_limit = 0.5, on_reject = 'drop'")).toBe('')
    expect(await check('rate_limit = 0')).toContain(
      'option `rate_limit`: expected above 0, at most 1,000,000',
    )
    expect(await check("on_full = 'drop'")).toBe('')
    expect(await check("on_full = 'block'")).toBe('')
    expect(await check("on_full = 'dorp'")).toContain("did you mean 'drop'?")
    expect(await check('rate_limit = id')).toContain('[not-constant]')
    expect(await check("on_reject = 'dorp'")).toContain("did you mean 'drop'?")
    expect(await check('rate_limt = 5')).toContain('did you mean `rate_limit`?')
  },
)
