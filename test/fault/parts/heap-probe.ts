import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { waitUntil } from './wait-until.ts'
import type { Worker } from './worker.ts'

const WITHIN_MS = 30_000

/** What a worker holds once garbage is collected. */
export class HeapProbe {
  /** With these the worker listens to the probe. */
  readonly nodeArguments: readonly string[] = ['--require', resolve('test/fault/parts/heap-probe.cjs')]
  private readonly path: string

  constructor(folder: string) {
    this.path = join(folder, 'heap.json')
  }

  /** Bytes of heap and of what lies outside it. */
  async measure(worker: Worker): Promise<number> {
    rmSync(this.path, { force: true })
    worker.signal('SIGUSR2')
    let found: { heapUsed: number; external: number } | undefined
    const isThere = (): boolean => {
      try {
        found = existsSync(this.path)
          ? (JSON.parse(readFileSync(this.path, 'utf8')) as typeof found)
          : undefined
      } catch {
        // Written in half.
      }
      return found !== undefined
    }
    await waitUntil('the heap is measured', isThere, WITHIN_MS)
    return found!.heapUsed + found!.external
  }
}
