import * as z from 'zod'
import type { SourceMemory } from '../../stream/source-memory.ts'
import type { Notes } from './target-registry.ts'

export const SUBSCRIPTIONS_NOTE = 'subscriptions'

const schema = z.record(z.string(), z.array(z.string()))

/** What each source has subscribed to; nothing where the note is missing or damaged. */
export const readSubscriptions = (note: Buffer | undefined): Readonly<Record<string, readonly string[]>> => {
  try {
    return schema.parse(JSON.parse(note?.toString('utf8') ?? '{}'))
  } catch {
    return {}
  }
}

/** The memories of all sources, in one note of the journal. */
export class SourceMemories {
  private readonly notes: Notes
  private readonly loaded: Promise<Map<string, readonly string[]>>
  private writing: Promise<void> = Promise.resolve()

  constructor(notes: Notes) {
    this.notes = notes
    this.loaded = notes
      .readNote(SUBSCRIPTIONS_NOTE)
      .then((note) => new Map(Object.entries(readSubscriptions(note))))
      .catch(() => new Map())
  }

  of(source: string): SourceMemory {
    return {
      read: async () => (await this.loaded).get(source) ?? [],
      write: async (entries) => {
        const all = await this.loaded
        if (entries.length === 0) all.delete(source)
        else all.set(source, entries)
        const save = (): Promise<void> =>
          this.notes.writeNote(SUBSCRIPTIONS_NOTE, Buffer.from(JSON.stringify(Object.fromEntries(all))))
        this.writing = this.writing.catch(() => undefined).then(save)
        return this.writing
      },
    }
  }
}
