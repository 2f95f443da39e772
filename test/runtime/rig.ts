import { Catalog } from '../../src/catalog/catalog.ts'
import type { Program } from '../../src/codegen/program.ts'
import type { DeadLetterTarget } from '../../src/delivery/dead-letter/dead-letter-target.ts'
import { createEngine } from '../../src/runtime/engine.ts'
import type { EngineLimits } from '../../src/runtime/limits.ts'
import type { PlainRecord } from '../../src/stream/record-batch.ts'
import type { MemoryOptions } from '../../src/testing/memory/memory-connector.ts'
import { memoryConnector } from '../../src/testing/memory/memory-connector.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'

/** Keeps dead letters, or fails while `broken` is set. */
export class LetterBox implements DeadLetterTarget {
  readonly name = 'letters'
  readonly letters: Record<string, unknown>[] = []
  broken = false

  async append(lines: Buffer): Promise<void> {
    if (this.broken) throw new Error('disk full')
    for (const line of lines.toString().trimEnd().split('\n'))
      this.letters.push(JSON.parse(line) as Record<string, unknown>)
  }

  async close(): Promise<void> {}
}

export interface RigOptions extends MemoryOptions {
  readonly limits?: Partial<EngineLimits>
  readonly random?: () => number
  readonly failpoint?: (name: string) => void
}

/** An engine in memory, with a clock that stands still. */
export const rig = (program: Program, options: RigOptions = {}) => {
  const world = memoryConnector(options)
  const clock = new VirtualClock()
  const letters = new LetterBox()
  const messages: string[] = []
  const say = (message: string): void => void messages.push(message)
  const engine = createEngine(program, {
    connections: {},
    catalog: new Catalog({
      functions: [],
      aggregates: [],
      windows: [],
      formats: [],
      connectors: [world.entry],
    }),
    clock,
    log: { debug: say, info: say, warn: say, error: say },
    random: options.random ?? (() => 0.5),
    deadLetters: letters,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.failpoint === undefined ? {} : { failpoint: options.failpoint }),
  })
  return { ...world, clock, letters, messages, engine }
}

export const reading = (id: number, v: number, topic = 'a'): PlainRecord => ({
  payload: Buffer.from(JSON.stringify({ id, v })),
  topic,
  timeMs: 1_767_225_600_000 + id,
  key: Buffer.from(`${id}`),
})

export const garbage = (text: string, topic = 'a'): PlainRecord => ({
  ...reading(0, 0, topic),
  payload: Buffer.from(text),
})
