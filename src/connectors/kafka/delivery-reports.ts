import { rdCodeOf } from './rdkafka-code.ts'
import type { RdError, RdProducer } from './rdkafka.ts'

/** Error reports reach JavaScript after flush has ended, some a turn; so many quiet turns mean that there are none. */
const QUIET_TURNS = 3

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The errors of one barrier group: librdkafka reports failures alone, and not which record they are about. */
export class DeliveryReports {
  /** The first message of each code. */
  readonly errors = new Map<number, string>()
  private count = 0

  note(error: RdError): void {
    this.count++
    const code = rdCodeOf(error)
    if (!this.errors.has(code)) this.errors.set(code, error.message)
  }

  reset(): void {
    this.count = 0
    this.errors.clear()
  }

  /** Resolves when no more reports come. */
  async settle(producer: RdProducer): Promise<void> {
    let seen = this.count
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      producer.poll()
      await turn()
      if (this.count > seen) quiet = -1
      seen = this.count
    }
  }
}
