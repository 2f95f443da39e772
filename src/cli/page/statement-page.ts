import { packageText } from './package-text.ts'

/** Words that are explained together with others. */
const sections: Readonly<Record<string, string>> = {
  SELECT: 'RULE',
  FOREACH: 'RULE',
  INTO: 'RULE',
  WHERE: 'RULE',
  JOIN: 'TABLE',
  CASE: 'Expressions',
  CAST: 'Expressions',
  TRY: 'Expressions',
  TRY_CAST: 'Expressions',
  EXPRESSIONS: 'Expressions',
  COMMENTS: 'Comments',
}

const statements = ['STREAM', 'TABLE', 'RULE', 'SINK', 'SET', 'TEST']

/** Words of the language that have a page. */
export const statementWords: readonly string[] = [...statements, ...Object.keys(sections)]

/** The part of the statements page that explains a word of the language, however it is written. */
export const statementPage = (word: string): string | undefined => {
  const upper = word.toUpperCase()
  const title = statements.includes(upper) ? upper : sections[upper]
  const page = title === undefined ? undefined : packageText('docs/statements.md')
  if (page === undefined || title === undefined) return undefined
  const start = page.indexOf(`\n## ${title}\n`)
  const end = page.indexOf('\n## ', start + 1)
  return start < 0 ? undefined : page.slice(start + 1, end < 0 ? undefined : end)
}
