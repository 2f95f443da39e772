import { statSync, watch, type FSWatcher } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'

/** Editors write a file in several steps; what comes within this time is one change. */
const SETTLE_MS = 50

/** Changes of files, one at a time. */
export interface Changes {
  /** Resolves after the next change, or one that came since the last; false where there will be none. */
  next(): Promise<boolean>
  close(): void
}

const isRelevant = (name: string | null): boolean => name === null || /\.(rules|ya?ml|json)$/.test(name)

/** Watches files and folders with all below them for changes of rule files and what belongs to them. */
export const watchFiles = (paths: readonly string[], directory: string): Changes => {
  let timer: NodeJS.Timeout | undefined
  let hasChanged = false
  let isClosed = false
  let wake: () => void = () => undefined
  const changed = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      hasChanged = true
      wake()
    }, SETTLE_MS)
  }
  const watchers = paths.map((path): FSWatcher => {
    const absolute = resolve(directory, path)
    if (statSync(absolute).isDirectory())
      return watch(absolute, { recursive: true }, (_, name) => {
        if (isRelevant(name)) changed()
      })
    // The folder, since editors put a new file in the place of the old one.
    return watch(dirname(absolute), (_, name) => {
      if (name === null || name === basename(absolute)) changed()
    })
  })
  return {
    next: async () => {
      if (!hasChanged && !isClosed) await new Promise<void>((done) => (wake = done))
      hasChanged = false
      return !isClosed
    },
    close: () => {
      isClosed = true
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
      wake()
    },
  }
}
