import type { Program } from '../../codegen/program.ts'
import type { LaneContext } from '../../delivery/lane-context.ts'
import { TransactionLane } from '../../delivery/transaction/transaction-lane.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SourceShape } from '../source/source-shape.ts'
import { TransactionOutbox } from './transaction-outbox.ts'

/** The topic of dead letters where a source's rows are committed with its positions; undefined for all others. */
const lettersTo = ({ entry, streams }: SourceShape, program: Program): string | undefined => {
  if (entry.transactions === undefined) return undefined
  const targets = streams.flatMap((place) => program.streams[place]!.rules.flatMap((rule) => rule.targets))
  const exact = targets.find(({ constants }) => constants['guarantee'] === 'exactly once')
  const topic = exact?.constants['dead_letters']
  return typeof topic === 'string' ? topic : undefined
}

/** The sources whose rows are committed together with their positions. */
export class Transactions {
  private readonly bySource = new Map<string, TransactionOutbox>()
  private readonly ledger: Ledger
  private readonly context: LaneContext

  constructor(ledger: Ledger, context: LaneContext) {
    this.ledger = ledger
    this.context = context
  }

  get lanes(): readonly TransactionLane[] {
    return [...this.bySource.values()].map(({ lane }) => lane)
  }

  /** Where the rows of such a source go; the same for all programs. */
  of(shape: SourceShape, program: Program): TransactionOutbox | undefined {
    const topic = lettersTo(shape, program)
    if (topic === undefined) return undefined
    const known = this.bySource.get(shape.key)
    if (known !== undefined) return known
    const { clock, limits } = this.context
    const lane = new TransactionLane(shape.connection, topic, this.context)
    const outbox = new TransactionOutbox(lane, this.ledger, clock, limits.deadLetterPayloadBytesMax)
    this.bySource.set(shape.key, outbox)
    return outbox
  }

  laneOf(key: string): TransactionLane | undefined {
    return this.bySource.get(key)?.lane
  }

  /** Why another program cannot take over as it runs: a source would become one of another kind. */
  obstacles(shapes: readonly SourceShape[], program: Program, known: ReadonlySet<string>): readonly string[] {
    return shapes
      .filter(({ key }) => known.has(key))
      .filter((shape) => lettersTo(shape, program) !== this.laneOf(shape.key)?.lettersTo)
      .map(
        ({ connection }) =>
          `what is read from ${connection} has another guarantee = 'exactly once' or dead_letters: restart the worker`,
      )
  }
}
