/** Where dead letters go. A failed call is repeated by the caller, so a repeat must not damage what is there. */
export interface DeadLetterTarget {
  /** For messages. */
  readonly name: string
  /** Takes whole lines (NDJSON, each with its newline) and resolves when they would survive a crash. */
  append(lines: Buffer): Promise<void>
  close(): Promise<void>
}
