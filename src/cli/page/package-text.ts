import { readFileSync } from 'node:fs'

/** The package's folder is one above `dist`, and three above the sources. */
const folders = ['../', '../../../']

/** A text file that comes with the package; undefined where it was left out. */
export const packageText = (path: string): string | undefined => {
  for (const folder of folders)
    try {
      return readFileSync(new URL(`${folder}${path}`, import.meta.url), 'utf8')
    } catch {
      // The other place is tried; without either the caller does without.
    }
  return undefined
}
