import type { OpenResult, SinkContext } from '../../stream/sink.ts'

/** Where dead letters go. A failed call is repeated by the caller, so a repeat must not damage what is there. */
export interface DeadLetterTarget {
  /** For messages. */
  readonly name: string
  /** One attempt to reach it, where there is something to reach; the caller repeats it. */
  open?(context: SinkContext): Promise<OpenResult>
  /** Takes whole lines (NDJSON, each with its newline) and resolves when they would survive a crash. */
  append(lines: Buffer, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}
