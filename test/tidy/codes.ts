import { codes } from '../../src/diagnostic/codes.ts'
import { sources } from './source-files.ts'

/** Slugs that nothing in the sources ever reports. */
export const unusedCodes = (): readonly string[] => {
  const texts = sources.filter(({ path }) => !path.startsWith('src/diagnostic/codes')).map(({ text }) => text)
  return Object.keys(codes).filter((slug) => !texts.some((text) => text.includes(`'${slug}'`)))
}
