// Runs the commands of a script on what comes with the package, then keeps the code that V8 has made of it beside it.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve, dirname } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { Script } from 'node:vm'

const file = resolve(process.argv[2])
const text = readFileSync(file)
const script = new Script(text.toString('latin1'), { filename: file })
const module = { exports: {} }
script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file))
const { check, explain, formatFiles } = module.exports

const nowhere = () => new Writable({ write: (_, __, done) => done() })
const terminal = (text = '') => ({
  out: nowhere(),
  err: nowhere(),
  input: Readable.from([Buffer.from(text)]),
  environment: {},
  directory: process.cwd(),
})

const findings = { format: 'human', report: [], failLevel: 'error' }
await check(terminal(), ['rules'], findings)
await formatFiles(terminal(), ['rules'], { check: true, diff: false })
await explain(terminal(), 'missing-comma', { rules: ['rules'], format: 'text' })
for (const page of readdirSync('docs/diagnostics'))
  for (const [, text] of readFileSync(`docs/diagnostics/${page}`, 'utf8').matchAll(/^```sql\n(.*?)^```/gms))
    await check(terminal(text), ['-'], findings)

const code = script.createCachedData()
const digest = createHash('sha256').update(text).update(code).digest()
writeFileSync(`${file}.code`, Buffer.concat([digest, code]))
