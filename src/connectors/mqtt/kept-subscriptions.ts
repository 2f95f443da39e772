import type { Log } from '../../stream/log.ts'
import type { SourceMemory } from '../../stream/source-memory.ts'
import type { MqttFilter } from './filters.ts'

const sorted = (filters: Iterable<string>): readonly string[] => [...new Set(filters)].sort()

/**
 * What the broker's session is subscribed to, as far as we have asked for it: filters that rules have lost while the
 * worker was down go on receiving until they are taken back.
 */
export class KeptSubscriptions {
  private readonly memory: SourceMemory | undefined
  private readonly log: Log
  private known: readonly string[] = []

  constructor(memory: SourceMemory | undefined, log: Log) {
    this.memory = memory
    this.log = log
  }

  async load(): Promise<void> {
    this.known = (await this.memory?.read()) ?? []
  }

  /** Those that nobody wants any more. */
  besides(wanted: readonly MqttFilter[]): readonly string[] {
    const own = new Set(wanted.map(({ subscribed }) => subscribed))
    return this.known.filter((one) => !own.has(one))
  }

  /** The broker has begun a new session: it has nothing. */
  forget(): void {
    this.known = []
  }

  /** These will be asked for; noted before they are, so that no crash loses one. */
  asking(filters: readonly MqttFilter[]): Promise<void> {
    return this.note([...this.known, ...filters.map(({ subscribed }) => subscribed)])
  }

  /** The session has these and no others. */
  settled(filters: readonly MqttFilter[]): Promise<void> {
    return this.note(filters.map(({ subscribed }) => subscribed))
  }

  private async note(filters: readonly string[]): Promise<void> {
    const next = sorted(filters)
    if (next.length === this.known.length && next.every((one, k) => one === this.known[k])) return
    this.known = next
    await this.memory
      ?.write(next)
      .catch((error: unknown) => this.log.warn(`subscriptions were not noted: ${(error as Error).message}`))
  }
}
