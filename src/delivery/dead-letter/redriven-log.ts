import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'

const ID = /^[0-9a-f]{32}$/

/** Ids of the letters that were redriven, a line each: targets keep letters for ever, so this says what is left. */
export class RedrivenLog {
  private readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** Resolves when the ids would survive a crash. */
  async add(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await mkdir(dirname(this.path), { recursive: true })
    const handle = await open(this.path, 'a')
    try {
      // The newline before keeps a line that a crash has cut from spoiling the next.
      await handle.appendFile(`\n${ids.join('\n')}\n`)
      await handle.datasync()
    } finally {
      await handle.close()
    }
  }

  async ids(): Promise<ReadonlySet<string>> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    return new Set(text.split('\n').filter((line) => ID.test(line)))
  }
}
