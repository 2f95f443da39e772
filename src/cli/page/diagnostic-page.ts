import { readFileSync } from 'node:fs'
import { codes, type Slug } from '../../diagnostic/codes.ts'

/** The head of a page, which says what the code declares; the rest is written by hand. */
export const diagnosticHead = (slug: Slug): string => {
  const { severity, title, reason } = codes[slug]
  return `# ${slug}\n\n**${severity}**: ${title}.\n\n${reason}\n`
}

/** The package's folder is one above `dist`, and three above the sources. */
const folders = ['../docs/diagnostics/', '../../../docs/diagnostics/']

const read = (name: string): string | undefined => {
  for (const folder of folders)
    try {
      return readFileSync(new URL(`${folder}${name}.md`, import.meta.url), 'utf8')
    } catch {
      // The other place is tried; without either the code itself must do.
    }
  return undefined
}

/** The page of a diagnostic, which comes with the package, so that no network is needed. */
export const diagnosticPage = (slug: Slug): string => read(slug) ?? diagnosticHead(slug)
