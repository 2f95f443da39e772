import { join } from 'node:path'
import { isMissing, type JournalFile } from './file-system.ts'
import type { JournalContext } from './journal-context.ts'
import { encodeSegmentHead, isSpare, segmentName, segmentNumber, spareName } from './segment.ts'

const PIECE_BYTES = 1024 * 1024
export const QUARANTINE = 'quarantine'

/** The files of segments: made in advance with their full size, used again, set aside. */
export class SegmentFiles {
  private readonly context: JournalContext
  private readonly spares: string[]
  private nextNumber: number
  private preparing: Promise<void> | undefined

  constructor(context: JournalContext, names: readonly string[], numberMax: number) {
    this.context = context
    this.spares = names.filter(isSpare).sort()
    const taken = names.map((name) => segmentNumber(name) ?? (isSpare(name) ? Number(name.slice(0, 12)) : 0))
    this.nextNumber = Math.max(numberMax, 0, ...taken) + 1
  }

  path(name: string): string {
    return join(this.context.folder, name)
  }

  /** A file for the next segment, its head synced but not yet under its name; `finish` gives it that. */
  async begin(
    first: number,
    bytes: number,
  ): Promise<{ number: number; file: JournalFile; finish: () => Promise<string> }> {
    const { fileSystem, folder, id, limits } = this.context
    const number = this.nextNumber++
    const from = bytes === limits.segmentBytes ? await this.takeSpare() : await this.make(bytes)
    const file = await fileSystem.open(this.path(from), 'write')
    try {
      await file.write(encodeSegmentHead({ id, number, first }), 0)
      await file.sync()
    } catch (error) {
      await file.close()
      if (bytes === limits.segmentBytes) this.spares.unshift(from)
      else await this.removeQuietly(from)
      throw error
    }
    const finish = async (): Promise<string> => {
      await fileSystem.rename(this.path(from), this.path(segmentName(number)))
      await fileSystem.syncFolder(folder)
      return segmentName(number)
    }
    return { number, file, finish }
  }

  /** A segment that nobody needs any more becomes a spare, or goes. */
  async retire(name: string, bytes: number): Promise<void> {
    const { fileSystem, folder, limits } = this.context
    if (bytes === limits.segmentBytes && this.spares.length < limits.sparesMax) {
      const spare = spareName(this.nextNumber++)
      await fileSystem.rename(this.path(name), this.path(spare))
      this.spares.push(spare)
    } else await fileSystem.remove(this.path(name))
    await fileSystem.syncFolder(folder)
  }

  /** Moves a file to the quarantine, where nothing is ever changed or deleted; gives its new name. */
  async setAside(name: string): Promise<string> {
    const { fileSystem, folder } = this.context
    const quarantine = join(folder, QUARANTINE)
    await fileSystem.makeFolder(quarantine)
    const taken = new Set(await fileSystem.list(quarantine))
    let free = name
    for (let k = 1; taken.has(free); k++) free = `${name}.${String(k)}`
    await fileSystem.rename(this.path(name), join(quarantine, free))
    await fileSystem.syncFolder(quarantine)
    await fileSystem.syncFolder(folder)
    return join(QUARANTINE, free)
  }

  /** Makes a spare beside the work where there is none; what goes wrong shows when one is needed. */
  prepare(): void {
    if (this.spares.length > 0 || this.preparing !== undefined) return
    this.preparing = this.make(this.context.limits.segmentBytes)
      .then((name) => void this.spares.push(name))
      .catch(() => undefined)
      .finally(() => (this.preparing = undefined))
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await this.preparing
  }

  private async takeSpare(): Promise<string> {
    await this.preparing
    const spare = this.spares.shift()
    if (spare === undefined) return this.make(this.context.limits.segmentBytes)
    const { fileSystem } = this.context
    const file = await fileSystem.open(this.path(spare), 'write')
    const size = await file.size().finally(() => file.close())
    if (size === this.context.limits.segmentBytes) return spare
    await fileSystem.remove(this.path(spare))
    return this.takeSpare()
  }

  /** A file of zeros, synced. */
  private async make(bytes: number): Promise<string> {
    const { fileSystem, folder } = this.context
    const name = spareName(this.nextNumber++)
    const unfinished = `${name}.tmp`
    const file = await fileSystem.open(this.path(unfinished), 'create')
    try {
      const piece = Buffer.alloc(Math.min(PIECE_BYTES, bytes))
      for (let at = 0; at < bytes; at += piece.length)
        await file.write(piece.subarray(0, Math.min(piece.length, bytes - at)), at)
      await file.sync()
      await file.close()
      await fileSystem.rename(this.path(unfinished), this.path(name))
      await fileSystem.syncFolder(folder)
    } catch (error) {
      await file.close().catch(() => undefined)
      await this.removeQuietly(unfinished)
      throw error
    }
    return name
  }

  private async removeQuietly(name: string): Promise<void> {
    await this.context.fileSystem.remove(this.path(name)).catch((error: unknown) => {
      if (!isMissing(error)) return
    })
  }
}
