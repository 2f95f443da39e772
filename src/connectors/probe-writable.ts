import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ProbeFinding } from '../catalog/probe.ts'
import { errorWords } from '../base/error-words.ts'

/** Nothing is there, or what is above it is no folder. */
const isMissing = (error: unknown): boolean => {
  const { code } = error as { code?: unknown }
  return code === 'ENOENT' || code === 'ENOTDIR'
}

/** The path itself where it is there, else the nearest folder above it that is. */
const nearest = async (path: string): Promise<string> => {
  try {
    await stat(path)
    return path
  } catch (error) {
    const above = dirname(path)
    if (!isMissing(error) || above === path) throw error
    return nearest(above)
  }
}

/** Whether a file can be written, or made; it is not touched. */
export const probeWritable = async (path: string): Promise<ProbeFinding> => {
  try {
    const there = await nearest(path)
    if (there !== path && !(await stat(there)).isDirectory()) throw new Error(`${there} is no folder`)
    if (there === path && (await stat(there)).isDirectory()) throw new Error('it is a folder')
    await access(there, constants.W_OK)
    return { level: 'ok', message: `${path} can be ${there === path ? 'written' : 'made'}` }
  } catch (error) {
    const help = 'give the worker’s user the right to write there, or name another place'
    return { level: 'fail', message: `${path} cannot be written: ${errorWords(error)}`, help }
  }
}
