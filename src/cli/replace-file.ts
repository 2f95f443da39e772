import { randomUUID } from 'node:crypto'
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file as a whole or not at all: to a new file beside it, which then takes its name. Rights stay, and a
 * link stays a link.
 */
export const replaceFile = async (path: string, text: string): Promise<void> => {
  const file = await realpath(path)
  const { mode } = await stat(file)
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}`)
  try {
    const handle = await open(draft, 'wx', mode)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await chmod(draft, mode)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
