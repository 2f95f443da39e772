import { Catalog } from '../../src/catalog/catalog.ts'
import type { ConnectorEntry, TableEntry } from '../../src/catalog/connector.ts'
import type { Program } from '../../src/codegen/program.ts'
import type { DeadLetterTarget } from '../../src/delivery/dead-letter/dead-letter-target.ts'
import type { DurableState } from '../../src/delivery/journalled/durable-state.ts'
import type { Engine } from '../../src/runtime/engine.ts'
import { createEngine } from '../../src/runtime/engine.ts'
import type { EngineLimits } from '../../src/runtime/limits.ts'
import type { PlainRecord } from '../../src/stream/record-batch.ts'
import type { SourceContext } from '../../src/stream/source.ts'
import type { MemoryOptions, MemoryWorld } from '../../src/testing/memory/memory-connector.ts'
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
  /** Logs, servers, time and letters of an engine that ran before. */
  readonly before?: Rig
  readonly limits?: Partial<EngineLimits>
  readonly random?: () => number
  readonly failpoint?: (name: string) => void
  readonly durable?: DurableState
  readonly keepInput?: boolean
  readonly table?: TableEntry
  /** What a source is opened with. */
  readonly opened?: (context: SourceContext) => void
  /** Called when a source has closed; what it throws is what `close` rejects with. */
  readonly closed?: () => void
}

export interface Rig extends MemoryWorld {
  readonly clock: VirtualClock
  readonly letters: LetterBox
  readonly messages: string[]
  readonly engine: Engine
}

const entryOf = (entry: ConnectorEntry, { closed, opened, table }: RigOptions): ConnectorEntry => ({
  ...entry,
  ...(table !== undefined && { table }),
  ...(entry.source !== undefined &&
    (opened ?? closed) !== undefined && {
      source: {
        ...entry.source,
        create: (...parts) => {
          const source = entry.source!.create(...parts)
          const open = source.open.bind(source)
          source.open = (context) => {
            opened?.(context)
            return open(context)
          }
          const close = source.close.bind(source)
          source.close = () => close().then(closed)
          return source
        },
      },
    }),
})

/** An engine in memory, with a clock that stands still. */
export const rig = (program: Program, options: RigOptions = {}): Rig => {
  const world = options.before ?? memoryConnector(options)
  const clock = options.before?.clock ?? new VirtualClock()
  const letters = options.before?.letters ?? new LetterBox()
  const messages: string[] = []
  const say = (message: string): void => void messages.push(message)
  const engine = createEngine(program, {
    connections: {},
    catalog: new Catalog({
      functions: [],
      aggregates: [],
      windows: [],
      formats: [],
      connectors: [entryOf(world.entry, options)],
    }),
    clock,
    log: { debug: say, info: say, warn: say, error: say },
    random: options.random ?? (() => 0.5),
    deadLetters: letters,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.keepInput === undefined ? {} : { keepInput: options.keepInput }),
    ...(options.durable === undefined ? {} : { durable: options.durable }),
    ...(options.failpoint === undefined ? {} : { failpoint: options.failpoint }),
  })
  const { entry, log, server } = world
  return { entry, log, server, clock, letters, messages, engine }
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
