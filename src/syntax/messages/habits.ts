import { makeToken } from '../../../grammar/grammar.ts'
import { join } from '../../diagnostic/span.ts'
import { tokenSpan } from '../build/tree.ts'
import { clauseEnd, depths } from './clause-heads.ts'
import { spanAt, upper, type Edit, type Explainer, type Place } from './place.ts'

/** Signs of other languages, and the token that is meant. */
const signs: Readonly<Record<string, { readonly type: string; readonly text: string }>> = {
  '==': { type: 'Equal', text: '=' },
  '&&': { type: 'AND', text: 'AND' },
  '!': { type: 'NOT', text: 'NOT' },
}

export const otherSigns: Explainer = ({ found, at, expected }) => {
  const meant = found !== undefined && Object.hasOwn(signs, found.image) ? signs[found.image] : undefined
  if (found === undefined || meant === undefined) return undefined
  const span = tokenSpan(found)
  const fits = found.image !== '!' || expected.has('NOT')
  return {
    slug: 'other-sql',
    span,
    finding: {
      message: `${found.image} is not part of the rule language`,
      help: `write ${meant.text}`,
      ...(fits
        ? {
            fix: {
              title: `write ${meant.text}`,
              edits: [{ span, text: found.image === '!' ? 'NOT ' : meant.text }],
            },
          }
        : {}),
    },
    ...(fits
      ? { edit: { at, remove: 1, insert: [makeToken(meant.type, meant.text, span.start)] }, isCertain: true }
      : {}),
  }
}

/** Clauses that a stream has not, and what to do instead. */
const clauses: Readonly<Record<string, string>> = {
  ORDER: 'a stream has no end and cannot be sorted; take ORDER BY away',
  LIMIT: 'a stream has no end; use DEDUP or a window to thin rows out',
  OFFSET: 'a stream has no end; take OFFSET away',
  UNION: 'write one rule per source, or list several topics in FROM',
  WINDOW: 'write the window in GROUP BY, as TUMBLE(1 MINUTE)',
  QUALIFY: 'analytic functions may stand in WHERE',
}
const others = Object.keys(clauses)

/** A whole clause that only other SQLs have; what follows it is read as if it were not there. */
export const otherClauses: Explainer = ({ tokens, found, at, isLeftover }) => {
  const word = upper(found)
  const help = clauses[word]
  if (found === undefined || help === undefined || !isLeftover) return undefined
  const ends =
    word === 'UNION'
      ? ['INTO']
      : ['FROM', 'WHERE', 'GROUP', 'HAVING', 'DEDUP', 'EMIT', 'STATE', 'INTO', 'ON', ...others]
  return {
    slug: 'other-sql',
    span: tokenSpan(found),
    finding: { message: `${word === 'ORDER' ? 'ORDER BY' : word} is not part of the rule language`, help },
    edit: { at, remove: clauseEnd(tokens, at + 1, ends) - at, insert: [] },
    isCertain: true,
  }
}

export const selectDistinct: Explainer = ({ tokens, at, previous, found }) => {
  const select = tokens[at - 2]
  if (previous === undefined || select === undefined || found === undefined) return undefined
  if (upper(previous) !== 'DISTINCT' || upper(select) !== 'SELECT') return undefined
  return {
    slug: 'other-sql',
    span: join(tokenSpan(select), tokenSpan(previous)),
    finding: {
      message: 'SELECT DISTINCT is not part of the rule language',
      help: 'write DEDUP BY … WITHIN … after the conditions',
    },
    edit: { at: at - 1, remove: 1, insert: [] },
    isCertain: true,
  }
}

export const otherJoins: Explainer = ({ found, at, next, isLeftover }) => {
  const word = upper(found)
  if (found === undefined) return undefined
  if (word === 'OUTER' && upper(next) === 'JOIN')
    return {
      slug: 'other-sql',
      span: tokenSpan(found),
      finding: {
        message: 'OUTER is not part of the rule language',
        help: 'write LEFT JOIN',
        fix: { title: 'take OUTER away', edits: [{ span: tokenSpan(found), text: '' }] },
      },
      edit: { at, remove: 1, insert: [] },
      isCertain: true,
    }
  if (!isLeftover || !['RIGHT', 'FULL', 'CROSS', 'NATURAL'].includes(word)) return undefined
  const outer = upper(next) === 'OUTER' ? 1 : 0
  return {
    slug: 'other-sql',
    span: tokenSpan(found),
    finding: {
      message: `there is no ${word} JOIN`,
      help: word === 'RIGHT' ? 'turn the join round and write LEFT JOIN' : 'write JOIN or LEFT JOIN with ON',
    },
    edit: { at, remove: 1 + outer, insert: [] },
  }
}

/** The index behind the bracket that closes the one at an index, or the number of tokens. */
const behindBracket = (place: Place, open: number): number => {
  const depth = depths(place.tokens)
  for (let k = open + 1; k < place.tokens.length; k++)
    if (depth[k] === depth[open] && /^[)\]}]$/.test(place.tokens[k]?.image ?? '')) return k + 1
  return place.tokens.length
}

/** `OVER (… ORDER BY t)` */
export const overOrder: Explainer = (place) => {
  const { found, at, rule, tokens } = place
  if (found === undefined || upper(found) !== 'ORDER' || rule !== 'overClause') return undefined
  const depth = depths(tokens)
  let end = at
  while (end < tokens.length && (depth[end] ?? 0) >= (depth[at] ?? 0)) end++
  return {
    slug: 'other-sql',
    span: tokenSpan(found),
    finding: {
      message: 'ORDER BY is not part of the rule language',
      help: 'analytic functions go through records as they arrive; take ORDER BY away',
    },
    edit: { at, remove: end - at, insert: [] },
    isCertain: true,
  }
}

export const subQuery: Explainer = (place) => {
  const { found, previous, next, at } = place
  const open =
    upper(found) === 'SELECT' && previous?.image === '('
      ? at - 1
      : found?.image === '(' && upper(next) === 'SELECT'
        ? at
        : -1
  const bracket = place.tokens[open]
  if (bracket === undefined) return undefined
  const isList = upper(place.tokens[open - 1]) === 'IN'
  const name = makeToken('Identifier', 'x', bracket.startOffset)
  const parens = [
    makeToken('LeftParen', '(', bracket.startOffset),
    name,
    makeToken('RightParen', ')', bracket.startOffset),
  ]
  const edit: Edit = { at: open, remove: behindBracket(place, open) - open, insert: isList ? parens : [name] }
  return {
    slug: 'other-sql',
    span: tokenSpan(place.tokens[open + 1] ?? bracket),
    finding: {
      message: 'a query cannot stand inside another one',
      help: isList
        ? 'write JOIN with a TABLE, or list the values'
        : 'make it a RULE of its own and read FROM that rule',
    },
    edit,
  }
}

/** Words that begin statements elsewhere. */
const statements: Readonly<Record<string, string>> = {
  SELECT: 'write RULE name AS SELECT … FROM … INTO …',
  WITH: 'make the inner query a RULE of its own and read FROM that rule',
  INSERT: 'write RULE name AS SELECT … FROM … INTO …',
  UPDATE: 'write RULE name AS SELECT … INTO a database with `key = …`, which updates rows',
  DELETE: 'rows are written, never deleted by hand',
  DROP: 'take the statement out of the file',
}

export const otherStatements: Explainer = (place) => {
  const { found, at, tokens, next } = place
  const word = upper(found)
  if (at !== 0 || found === undefined || place.rule !== 'statement') return undefined
  if (word === 'CREATE') {
    const skipped = upper(next) === 'OR' ? 3 : 1
    return {
      slug: 'other-sql',
      span: spanAt(place),
      finding: {
        message: 'CREATE is not part of the rule language',
        help: `write ${upper(tokens[skipped]) || 'STREAM'} alone; a file says what there is`,
        fix: {
          title: 'take CREATE away',
          edits: [
            {
              span: { start: found.startOffset, end: tokens[skipped]?.startOffset ?? found.startOffset },
              text: '',
            },
          ],
        },
      },
      edit: { at: 0, remove: skipped, insert: [] },
      isCertain: true,
    }
  }
  const help = statements[word]
  return help === undefined
    ? undefined
    : {
        slug: 'other-sql',
        span: spanAt(place),
        finding: { message: `a statement cannot begin with ${word}`, help },
      }
}
