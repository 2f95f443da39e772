import { Refusal } from '../refusal.ts'
import type { Field, From, Statement } from './ast.ts'
import { Cursor } from './cursor.ts'
import { readAlias } from './read-path.ts'
import { readExpression } from './read-expression.ts'
import { scan } from './scan.ts'

const field = (cursor: Cursor): Field => {
  const { start } = cursor.peek().span
  if (cursor.takeSymbol('*')) return { kind: 'star', span: cursor.spanFrom(start) }
  const value = readExpression(cursor)
  const isNamed = cursor.takeWord('as')
  const alias = readAlias(cursor)
  if (isNamed && alias === undefined) throw cursor.unexpected('a name behind AS')
  return { kind: 'value', value, alias, span: cursor.spanFrom(start) }
}

const fields = (cursor: Cursor): readonly Field[] => {
  const all: Field[] = []
  do all.push(field(cursor))
  while (cursor.takeSymbol(','))
  return all
}

const source = (cursor: Cursor): From => {
  const token = cursor.peek()
  if (token.kind !== 'text' && token.kind !== 'quoted' && !cursor.isName())
    throw cursor.unexpected('a topic in quotes')
  cursor.take()
  return { name: token.value, span: token.span }
}

const sources = (cursor: Cursor): readonly From[] => {
  if (!cursor.takeWord('from'))
    throw cursor.peek().kind === 'end' || cursor.isWord('where')
      ? new Refusal(
          'emqx-no-source',
          cursor.peek().span,
          'this statement has no FROM',
          'say which topics it reads',
        )
      : cursor.unexpected('a comma or FROM')
  const all: From[] = []
  do all.push(source(cursor))
  while (cursor.takeSymbol(','))
  return all
}

/** Reads the SQL of one rule; a Refusal says where it is none of EMQX's. */
export const readStatement = (text: string): Statement => {
  const cursor = new Cursor(scan(text))
  const isForeach = cursor.takeWord('foreach')
  if (!isForeach && !cursor.takeWord('select')) throw cursor.unexpected('SELECT or FOREACH')
  const first = fields(cursor)
  const done = isForeach && cursor.takeWord('do') ? fields(cursor) : undefined
  const incase = isForeach && cursor.takeWord('incase') ? readExpression(cursor) : undefined
  const from = sources(cursor)
  const where = cursor.takeWord('where') ? readExpression(cursor) : undefined
  if (cursor.peek().kind !== 'end') throw cursor.unexpected('the end of the statement')
  return {
    foreach: isForeach ? first : undefined,
    fields: isForeach ? done : first,
    incase,
    from,
    where,
  }
}
