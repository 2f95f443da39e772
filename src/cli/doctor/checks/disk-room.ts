import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { journalLimits } from '../../../journal/limits.ts'
import { durabilityOf } from '../../../plan/durability.ts'
import { sizeText } from '../../status-text.ts'
import type { DoctorCheck } from '../check.ts'

const LEAST_BYTES = 128 * 1024 * 1024

const freeBytes = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder).catch(() => statfs(dirname(folder)))
  return bavail * bsize
}

/** The disk can take the journal up to its quota; a full disk slows all sources down. */
export const diskRoom: DoctorCheck = {
  name: 'disk',
  run: async ({ loaded, stateFolder }) => {
    const isLocal = loaded.project.streams.some((stream) => durabilityOf(stream) === 'local')
    const quota = loaded.settings?.state.journal_bytes_max ?? journalLimits.journalBytesMax
    const free = await freeBytes(stateFolder)
    if (free < LEAST_BYTES)
      return [
        {
          level: 'fail',
          message: `${sizeText(free)} are free`,
          help: 'make room, or name another state folder',
        },
      ]
    if (isLocal && free < quota)
      return [
        {
          level: 'warn',
          message: `${sizeText(free)} are free, and the journal may take ${sizeText(quota)}`,
          help: 'make room, or lower state.journal_bytes_max',
        },
      ]
    return [{ level: 'ok', message: `${sizeText(free)} are free` }]
  },
}
