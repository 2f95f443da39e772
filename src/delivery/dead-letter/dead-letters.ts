import { noFailpoint, type Failpoint } from '../../base/failpoint.ts'
import { Histogram } from '../../base/histogram.ts'
import type { Quota } from '../../base/quota.ts'
import type { Clock } from '../../stream/clock.ts'
import type { Log } from '../../stream/log.ts'
import type { OutputChunk } from '../../stream/output.ts'
import type { Alarm } from '../alarm.ts'
import { ConnectionState } from '../connection-state.ts'
import { Lane } from '../lane.ts'
import type { DeliveryLimits } from '../limits.ts'
import { newRowLedger, type RowLedger } from '../row-ledger.ts'
import type { DeadLetterTarget } from './dead-letter-target.ts'
import { encodeLetter } from './encode-letter.ts'
import { letterChunk } from './letter-chunk.ts'
import type { DeadLetter, Position } from './letter.ts'
import { TargetSink } from './target-sink.ts'

export interface DeadLettersContext {
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
  readonly alarm: Alarm
  readonly run: string
  readonly failpoint: Failpoint
  readonly limits: DeliveryLimits
}

export interface DeadLettersOptions {
  /** Where letters are booked, as rows of a target of their own. */
  readonly account?: { readonly rows: RowLedger; readonly latency: Histogram }
  /** Letters of refused rows carry the input too, where it is still there. */
  readonly keepInput?: boolean
}

/** The journal, as far as letters need it. */
export interface LetterJournal {
  readonly full: boolean
  /** `synced` is called when the letter would survive a crash; from then on the journal hands it to the lane. */
  append(chunk: OutputChunk, synced: () => void): void
}

const ROWS_PER_WRITE = 1_000
/** Bytes that one write carries at most, beyond its first letter. */
const WRITE_BYTES_MAX = 4 * 1024 * 1024

/**
 * The lane of dead letters. What comes from a record whose rows are journalled goes into a frame, and is safe when that
 * is synced; any other letter is safe when its target has confirmed it.
 */
export class DeadLetters {
  readonly lane: Lane
  readonly keepInput: boolean
  private readonly rows: RowLedger
  private readonly latency: Histogram
  private readonly context: DeadLettersContext
  private journal: LetterJournal | undefined
  /** Letters that are not in the journal and that the target has not confirmed. */
  private direct = 0

  constructor(target: DeadLetterTarget, context: DeadLettersContext, options: DeadLettersOptions = {}) {
    const { alarm, clock, failpoint, limits, log } = context
    this.context = context
    this.keepInput = options.keepInput === true
    this.rows = options.account?.rows ?? newRowLedger()
    this.latency = options.account?.latency ?? new Histogram()
    const shape = {
      // The name of its cursor, so it does not depend on where letters go.
      name: 'the dead-letter target',
      sink: new TargetSink(target, alarm, failpoint),
      accepts: 'encoded',
      batchRowsMax: ROWS_PER_WRITE,
      writesInFlightMax: 1,
    } as const
    const own = {
      lingerMs: 0,
      laneRowsMax: limits.deadLettersMax,
      laneBytesMax: limits.deadLetterBytesMax,
      batchBytesMax: WRITE_BYTES_MAX,
    }
    const connection = new ConnectionState(shape.name, clock, log, limits.outageRepeatMs)
    const laneContext = { ...context, failpoint: noFailpoint, limits: { ...limits, ...own } }
    this.lane = new Lane(shape, connection, { ...laneContext, deadLetters: this })
  }

  /** Letters that wait in the lane; whoever brings more that are not journalled asks for room first. */
  get quota(): Quota {
    return this.lane.queue.quota
  }

  get offered(): number {
    return this.rows.made
  }

  get written(): number {
    return this.rows.delivered
  }

  /** The journal has all that the target has not confirmed. */
  get mayWait(): boolean {
    return this.direct === 0
  }

  start(): void {
    this.lane.start()
  }

  /** From now on letters of journalled records go into this journal; undefined: into no journal any more. */
  keepIn(journal: LetterJournal | undefined): void {
    this.journal = journal
  }

  /** Resolves with true when a letter may be offered, with false when the signal was aborted first. */
  async room(journalled: boolean, signal: AbortSignal): Promise<boolean> {
    return (journalled && this.journal?.full === false) || this.quota.room(signal)
  }

  /** Encodes the letter at once; `safe` is called when it would survive a crash. */
  offer(letter: DeadLetter, safe: () => void): void {
    const chunk = this.book(letter)
    // A journal that is full may be waiting for the very lane whose row this is.
    if (letter.journalled && this.journal?.full === false) this.journal.append(chunk, safe)
    else this.push(chunk, letter.position, safe)
  }

  /** The letter as a row, counted as made: whoever calls puts it into a frame. */
  book(letter: DeadLetter): OutputChunk {
    const { clock, limits } = this.context
    const wallMs = clock.wallMs()
    this.rows.made++
    this.rows.pending++
    const encoded = encodeLetter(letter, wallMs, limits.deadLetterPayloadBytesMax)
    return letterChunk(encoded, letter.position, wallMs)
  }

  /** Stops at once; what is not yet written stays unsettled. Wait for `quota.empty` first. */
  close(): Promise<void> {
    return this.lane.close()
  }

  private push(chunk: OutputChunk, { source, lane, epoch }: Position, safe: () => void): void {
    this.direct++
    const origin = {
      source,
      lane,
      epoch,
      identity: this.context.run,
      journalled: false,
      over: false,
      settle: () => {
        this.direct--
        safe()
      },
      advance: () => undefined,
      input: () => undefined,
    }
    const arrivedMs = this.context.clock.monotonicMs()
    this.lane.push({ chunk, origin, ledger: this.rows, latency: this.latency, arrivedMs })
  }
}
