/** What a source remembers beside the journal from one run to the next: what its server keeps for it. */
export interface SourceMemory {
  read(): Promise<readonly string[]>
  /** Replaces it; after a crash it is the old or the new one. */
  write(entries: readonly string[]): Promise<void>
}
