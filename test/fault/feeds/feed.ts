import type { SourceCell } from '../harness/experiment.ts'

/** A message, before it has an id's text made of it. */
export interface Message {
  readonly device: number
  readonly body: string | Buffer
}

export interface Pace {
  /** As fast as it goes unless said. */
  readonly perSecond?: number | undefined
}

/** What sends the records, and knows which of them the broker has. */
export interface Feed {
  readonly cell: SourceCell
  /** Name and settings of the connection in sluice.yaml. */
  readonly connection: string
  readonly options: Readonly<Record<string, unknown>>
  /** What stands behind FROM. */
  readonly endpoint: string
  readonly issued: number
  /** Ids that the broker has confirmed. */
  readonly confirmed: ReadonlySet<number>
  /** Publishes the next `count` records, and resolves when all are confirmed. */
  publish(count: number, body: (id: number) => string | Buffer, pace?: Pace): Promise<void>
  /** One message that is in no ledger. */
  probe(body: string): Promise<void>
  /** Ids that the broker really gives to a subscriber, once it has given all that it confirmed. */
  witnessed(): Promise<ReadonlySet<number>>
}
