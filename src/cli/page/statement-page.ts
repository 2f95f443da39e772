import { packageText } from './package-text.ts'

/** The sections of the page of statements, with the words that each explains beside its own. */
const sections: Readonly<Record<string, string>> = {
  STREAM: 'FORMAT SCHEMA EVENT DELAY AHEAD IDLE DURABILITY INVALID',
  TABLE: 'JOIN LEFT INNER REFRESH PRIMARY MAX WAIT',
  RULE: 'SELECT FROM FOREACH DO INCASE WHERE INTO WHEN EXCEPT REPLACE ON AS',
  SINK: '',
  SET: '',
  TEST: 'GIVEN EXPECT AT ADVANCE CONTAINING NOTHING',
  Expressions:
    'CASE CAST TRY TRY_CAST THEN ELSE END IN LIKE ESCAPE BETWEEN REGEXP IS NOT AND OR NULL TRUE FALSE MISSING DISTINCT DIV MOD || ->',
  Types: 'BOOLEAN INTEGER DOUBLE DECIMAL STRING BYTES TIMESTAMP DURATION ARRAY OBJECT ANY EPOCH ZONE',
  'Time and state':
    'GROUP HAVING EMIT CHANGES FINAL GRACE LATE OVER PARTITION HELD GAP DEDUP WITHIN KEEP SEQUENCE STATE TTL WINDOW',
  Comments: '',
}

/** The section of each word. */
const sectionOf: ReadonlyMap<string, string> = new Map(
  Object.entries(sections).flatMap(([title, words]) =>
    [title.toUpperCase(), ...words.split(' ').filter((word) => word !== '')].map((word): [string, string] => [
      word,
      title,
    ]),
  ),
)

/** Words of the language that have a page. */
export const statementWords: readonly string[] = [...sectionOf.keys()]

/** The part of the statements page that explains a word of the language, however it is written. */
export const statementPage = (word: string): string | undefined => {
  const title = sectionOf.get(word.toUpperCase())
  const page = title === undefined ? undefined : packageText('docs/statements.md')
  if (page === undefined || title === undefined) return undefined
  const start = page.indexOf(`\n## ${title}\n`)
  const end = page.indexOf('\n## ', start + 1)
  return start < 0 ? undefined : page.slice(start + 1, end < 0 ? undefined : end)
}
