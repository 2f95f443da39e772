import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { diagnosticHead } from '../../src/cli/page/diagnostic-page.ts'
import { codes, type Slug } from '../../src/diagnostic/codes.ts'
import type { Page } from './page.ts'

const folder = 'docs/diagnostics'
const slugs = (Object.keys(codes) as Slug[]).sort()

/** The pages that are written by hand, each with the head that its code declares. */
const heads = (): readonly Page[] =>
  slugs.flatMap((slug) => {
    const path = `${folder}/${slug}.md`
    if (!existsSync(path)) return []
    const text = readFileSync(path, 'utf8')
    const body = text.indexOf('\n## ')
    return [{ path, text: `${diagnosticHead(slug)}${text.slice(body)}` }]
  })

const line = (slug: Slug): string =>
  `| [${slug}](../diagnostics/${slug}.md) | ${codes[slug].severity} | ${codes[slug].title} |`

const index = (): Page => ({
  path: 'docs/reference/diagnostics.md',
  text: `# Diagnostics

Every finding and every error of a record has a slug, which never changes. \`sluice explain SLUG\` prints its page. The
${String(slugs.length)} slugs:

| Slug | | What it says |
|---|---|---|
${slugs.map(line).join('\n')}
`,
})

export const diagnosticPages = (): readonly Page[] => [...heads(), index()]

/** Pages of slugs that are no more. */
export const orphans = (): readonly string[] =>
  readdirSync(folder).filter((name) => !Object.hasOwn(codes, name.replace(/\.md$/, '')))
