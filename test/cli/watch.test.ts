import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const rules = (expected: number): string => `RULE r AS SELECT payload.a AS a FROM 'a' INTO stdout;
TEST 'one' FOR r GIVEN 'a' {"a": 1} EXPECT stdout {"a": ${String(expected)}};
`

/** A process whose output is waited for. */
class Watched {
  readonly ended: Promise<number | null>
  private readonly child
  private text = ''
  private wake: () => void = () => undefined

  constructor(folder: string) {
    this.child = spawn(process.execPath, [resolve('dist/cli.js'), 'test', '--watch', folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.on('data', (chunk: Buffer) => {
        this.text += chunk.toString('utf8')
        this.wake()
      })
    this.ended = new Promise((done) => this.child.once('exit', done))
  }

  /** The output up to and with a piece of text, which is then behind us. */
  async until(piece: string): Promise<string> {
    for (;;) {
      const at = this.text.indexOf(piece)
      if (at >= 0) {
        const before = this.text.slice(0, at + piece.length)
        this.text = this.text.slice(at + piece.length)
        return before
      }
      await new Promise<void>((done) => (this.wake = done))
    }
  }

  interrupt(): void {
    this.child.kill('SIGINT')
  }
}

test('--watch runs again when a file changes, or a new one comes, until it is interrupted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-watch-'))
  writeFileSync(join(folder, 'a.rules'), rules(2))
  const watched = new Watched(folder)
  expect(await watched.until('waiting for changes')).toContain('1 test: 0 passed, 1 failed')
  writeFileSync(join(folder, 'a.rules'), rules(1))
  await watched.until('1 test: 1 passed')
  writeFileSync(join(folder, 'b.rules'), rules(1).replaceAll(' r ', ' s ').replace("'one'", "'two'"))
  await watched.until('2 tests: 2 passed')
  watched.interrupt()
  expect(await watched.ended).toBe(0)
})
