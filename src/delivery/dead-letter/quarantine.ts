import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

const BYTES_MAX = 1024 * 1024 * 1024

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Whole letters that were too large for their target, a file each, named by the letter's id. */
export class Quarantine {
  private readonly folder: string
  private readonly bytesMax: number
  private bytes: number | undefined

  constructor(folder: string, bytesMax = BYTES_MAX) {
    this.folder = folder
    this.bytesMax = bytesMax
  }

  /** Resolves when the letter would survive a crash; rejects where the folder is full, and nothing is deleted for it. */
  async keep(id: string, line: Buffer): Promise<void> {
    this.bytes ??= await this.measure()
    if (this.bytes + line.length > this.bytesMax)
      throw new Error(`${this.folder} is full (${String(this.bytesMax)} bytes): move letters away from it`)
    const path = this.pathOf(id)
    const handle = await open(`${path}.new`, 'w')
    try {
      await handle.writeFile(line)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(`${path}.new`, path)
    await syncFolder(this.folder)
    this.bytes += line.length
  }

  /** The whole letter, or undefined where it is not here. */
  read(id: string): Promise<Buffer | undefined> {
    return readFile(this.pathOf(id)).catch(() => undefined)
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id.replace(/[^0-9a-zA-Z-]/g, '')}.json`)
  }

  private async measure(): Promise<number> {
    await mkdir(this.folder, { recursive: true })
    let bytes = 0
    for (const name of await readdir(this.folder)) bytes += (await stat(join(this.folder, name))).size
    return bytes
  }
}
