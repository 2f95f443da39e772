import type { Batch } from '../../stream/batch.ts'
import type { Origin, RecordPlace } from '../origin.ts'

/** Whom a frame's rows are of. */
interface FrameOwner {
  /** All rows of a frame are decided. */
  advance(): void
  fetchInput(origin: FrameOrigin, of: RecordPlace): Promise<Input>
}

type Input = { readonly batch: Batch; readonly index: number } | undefined

/** The rows of one frame in one lane: their records were acknowledged when it was synced. */
export class FrameOrigin implements Origin {
  readonly source: string
  readonly lane: number
  readonly epoch: number
  /** The journal has them, so nobody takes them back. */
  readonly over = false
  readonly journalled = true
  readonly identity: string
  readonly frame: NonNullable<Origin['frame']>
  /** Rows that are not yet decided. */
  left: number
  /** The sequence of its copy in the lane's own log; undefined while only the shared journal has it. */
  copy: number | undefined
  readonly rows: number
  /** What they count for in the lane's backlog. */
  readonly bytes: number
  private readonly owner: FrameOwner

  constructor(
    position: { readonly source: string; readonly lane: number; readonly epoch: number },
    frame: NonNullable<Origin['frame']>,
    rows: { readonly count: number; readonly bytes: number },
    owner: FrameOwner,
  ) {
    this.identity = `${frame.journal}/${String(frame.sequence)}`
    this.frame = frame
    this.source = position.source
    this.lane = position.lane
    this.epoch = position.epoch
    this.left = rows.count
    this.rows = rows.count
    this.bytes = rows.bytes
    this.owner = owner
  }

  get sequence(): number {
    return this.frame.sequence
  }

  settle(): void {
    this.left--
  }

  advance(): void {
    if (this.left === 0) this.owner.advance()
  }

  /** The frame has it, if anybody: see `fetchInput`. */
  input(): { readonly batch: Batch; readonly index: number } | undefined {
    return undefined
  }

  fetchInput(of: RecordPlace): Promise<Input> {
    return this.owner.fetchInput(this, of)
  }
}
