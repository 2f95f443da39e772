import { codes, type Slug } from '../../diagnostic/codes.ts'
import { packageText } from './package-text.ts'

/** The head of a page, which says what the code declares; the rest is written by hand. */
export const diagnosticHead = (slug: Slug): string => {
  const { severity, title, reason } = codes[slug]
  return `# ${slug}\n\n**${severity}**: ${title}.\n\n${reason}\n`
}

/** The page of a diagnostic, which comes with the package, so that no network is needed. */
export const diagnosticPage = (slug: Slug): string =>
  packageText(`docs/diagnostics/${slug}.md`) ?? diagnosticHead(slug)
