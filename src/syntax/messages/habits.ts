import type { IToken } from 'chevrotain'
import type { Finding } from '../../diagnostic/collector.ts'

/** Habits of other SQLs and languages, and our way. */
const habits: Readonly<Record<string, string>> = {
  '==': 'write = for a comparison',
  '&&': 'write AND',
  '!': 'write NOT',
  ORDER: 'a stream has no end and cannot be sorted; take ORDER BY away',
  LIMIT: 'a stream has no end; use DEDUP or a window to thin rows out',
  OFFSET: 'a stream has no end; take OFFSET away',
  UNION: 'write one rule per source, or list several topics in FROM',
  WITH: 'make the sub-query a RULE of its own and read FROM it',
  DISTINCT: 'write DEDUP BY … WITHIN … instead of SELECT DISTINCT',
  RIGHT: 'turn the join round and write LEFT JOIN',
  FULL: 'only INNER and LEFT joins exist',
  CROSS: 'only INNER and LEFT joins exist',
  WINDOW: 'write the window in GROUP BY, as TUMBLE(1 MINUTE)',
}

/** The finding for a habit that shows at this token. */
export const habitOf = (found: IToken, tokens: readonly IToken[]): Finding | undefined => {
  const image = found.image.toUpperCase()
  const previous = tokens[tokens.indexOf(found) - 1]
  if (image === 'SELECT' && previous?.image === '(')
    return {
      message: 'a sub-query cannot stand here',
      help: 'make it a RULE of its own and read FROM that rule',
    }
  const isSelectDistinct =
    previous?.image.toUpperCase() === 'DISTINCT' &&
    /^select$/i.test(tokens[tokens.indexOf(found) - 2]?.image ?? '')
  const help = habits[isSelectDistinct ? 'DISTINCT' : image]
  return help === undefined
    ? undefined
    : {
        message: `${isSelectDistinct ? 'SELECT DISTINCT' : found.image} is not part of the rule language`,
        help,
      }
}
