import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { diagnosticHead } from '../../src/cli/page/diagnostic-page.ts'
import { codes, type Slug } from '../../src/diagnostic/codes.ts'
import { defaultSettings, filesOf, findingsOf } from './example.ts'
import { fencesOf, sectionOf } from './markdown.ts'

const folder = 'docs/diagnostics'

/** Slugs that no rule and no record can give by themselves, and what tests them instead. */
const notShown: Partial<Record<Slug, string>> = {
  'internal-error': 'a mistake of ours',
  'bad-topic': 'needs a server: the contract suite',
  'table-too-old': 'needs a server that stops answering: test/runtime/table',
  'row-refused': 'needs a server: the contract suite',
  'backlog-full': 'needs a server that stops answering: test/runtime/backlog.test.ts',
  'row-too-large': 'needs a server: the contract suite',
  'sink-misconfigured': 'needs a server: the contract suite',
  'table-incomplete': 'needs a compacted topic: test/runtime/table/topic-versions.test.ts',
  'sink-cannot': 'every connector of ours can be written to: test/check',
}

/** What comes with it by its nature: a part that cannot run yet, and the mistakes that were too many. */
const company: Partial<Record<Slug, string>> = { 'too-many-mistakes': 'syntax-error' }

const slugs = Object.keys(codes) as Slug[]
const pages = readdirSync(folder).map((name) => name.replace(/\.md$/, ''))
const written = slugs.filter((slug) => existsSync(`${folder}/${slug}.md`))

const HOW_TO = `A slug has a page ${folder}/SLUG.md with the sections "## Why", "## Wrong" (rules in a \`\`\`sql block, sluice.yaml in a
\`\`\`yaml block, records for replay in a \`\`\`json records.ndjson block: together they give this slug and no other),
"## Right" (the same without any finding; blocks that are the same may be left out) and "## How to fix it".
\`npm run docs\` writes the head of the page from the code.`

describe('pages of diagnostics', () => {
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 24) })
  })
  afterAll(() => {
    vi.useRealTimers()
  })

  it('every slug has one', () => {
    const missing = slugs.filter((slug) => !written.includes(slug))
    expect(missing, `${HOW_TO}\nMissing: ${missing.join(', ')}\n`).toEqual([])
  })

  it('every page has a slug', () => {
    expect(pages.filter((page) => !slugs.includes(page as Slug))).toEqual([])
  })

  it.each(written)('%s', async (slug) => {
    const page = readFileSync(`${folder}/${slug}.md`, 'utf8')
    expect(page.slice(0, page.indexOf('\n## ') + 1), 'run `npm run docs`').toBe(`${diagnosticHead(slug)}\n`)
    for (const title of ['Why', 'How to fix it']) expect(sectionOf(page, title), HOW_TO).toBeDefined()
    if (notShown[slug] !== undefined) return
    const wrong = fencesOf(sectionOf(page, 'Wrong') ?? '')
    const right = fencesOf(sectionOf(page, 'Right') ?? '')
    const argsOf = (fences: typeof wrong): readonly string[] =>
      /sluice check (.*)/
        .exec(fences.find(({ language }) => language === 'sh')?.text ?? '')?.[1]
        ?.split(' ') ?? []
    const bad = filesOf(wrong, defaultSettings)
    const found = await findingsOf(bad, argsOf(wrong))
    expect(
      [...new Set(found.map((finding) => finding.split(':')[0]))].filter(
        (one) => one === slug || (one !== 'not-yet' && one !== company[slug]),
      ),
      `the wrong example gives\n${found.join('\n')}\n${HOW_TO}`,
    ).toEqual([slug])
    const good = new Map([...bad, ...filesOf(right, defaultSettings)])
    const left = await findingsOf(good, argsOf(right))
    // What is well formed and cannot run yet is no mistake of the page.
    expect(
      left.filter((finding) => !finding.startsWith('not-yet:')),
      'the right example gives findings',
    ).toEqual([])
  })
})
