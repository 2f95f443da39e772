import { MAP, LIST, may } from '../../rewrite/kinds.ts'
import { missingTest, nameCode, piece, text, textLiteral, type Piece } from '../../rewrite/piece.ts'
import { textAt } from '../node.ts'
import { readTemplate, templateText } from '../template.ts'
import { timeOfDatabase } from './database-time.ts'
import { refuse, targetText, type ActionContext, type CarriedAction } from './action.ts'

interface Insert {
  readonly table: string
  readonly columns: readonly string[]
  readonly values: readonly string[]
  /** Columns of ON CONFLICT, or those that ON DUPLICATE KEY leaves; empty for a plain insert. */
  readonly key: readonly string[]
}

const INSERT =
  /^\s*insert\s+into\s+([\w."`]+)\s*\(([^()]*)\)\s*values\s*\(([^]*?)\)\s*(?:on\s+conflict\s*\(([^()]*)\)\s*do\s+update\s+set\s+([^]*?)|(?:as\s+(\w+)\s+)?on\s+duplicate\s+key\s+update\s+([^]*?))?\s*;?\s*$/i

const unquoted = (name: string): string => name.trim().replace(/["`]/g, '')

/** Values between commas that stand in no quotes, no parentheses and no placeholder. */
const splitValues = (text: string): readonly string[] => {
  const parts: string[] = []
  let depth = 0
  let isQuoted = false
  let start = 0
  for (let k = 0; k < text.length; k++) {
    const character = text[k] ?? ''
    if (character === "'") isQuoted = !isQuoted
    if (isQuoted) continue
    if (character === '(' || character === '{') depth++
    if (character === ')' || character === '}') depth--
    if (character === ',' && depth === 0) {
      parts.push(text.slice(start, k))
      start = k + 1
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim())
}

/** Does ON CONFLICT set every other column to what would have been inserted? */
const isUpsert = (set: string, columns: readonly string[], key: readonly string[]): boolean => {
  const wanted = columns.filter((name) => !key.includes(name))
  const parts = splitValues(set).map((part) => /^(\S+)\s*=\s*excluded\.(\S+)$/i.exec(part))
  const given = parts.map((part) => (part === null ? '' : unquoted(part[1] ?? '')))
  const isSame = parts.every((part) => part !== null && unquoted(part[1] ?? '') === unquoted(part[2] ?? ''))
  return isSame && wanted.length === given.length && wanted.every((name) => given.includes(name))
}

/** The columns that MySQL's ON DUPLICATE KEY leaves as they are: its key. Undefined where it sets another value. */
const keyOfDuplicates = (
  set: string,
  columns: readonly string[],
  values: readonly string[],
  alias: string | undefined,
): readonly string[] | undefined => {
  const changed = new Set<string>()
  for (const part of splitValues(set)) {
    const [, name = '', value = ''] = /^([\w`]+)\s*=\s*([^]+)$/.exec(part) ?? []
    const column = unquoted(name)
    const [, row, named] = /^(\w+)\.([\w`]+)$/.exec(value) ?? []
    const ofRow = row !== undefined && row === alias ? named : undefined
    const inserted = /^values\s*\(\s*([\w`]+)\s*\)$/i.exec(value)?.[1] ?? ofRow
    const isSame =
      inserted === undefined
        ? values[columns.indexOf(column)] === value.trim()
        : unquoted(inserted) === column
    if (!isSame || !columns.includes(column)) return undefined
    changed.add(column)
  }
  const key = columns.filter((name) => !changed.has(name))
  return key.length === 0 || key.length === columns.length ? undefined : key
}

const readInsert = (context: ActionContext, sql: string): Insert => {
  const match = INSERT.exec(sql)
  const help = 'a target of Sluice inserts, or upserts by a key: INSERT INTO table (columns) VALUES (…)'
  if (match === null) throw refuse(context.span, 'this SQL is no INSERT with columns and values', help)
  const [, table = '', names = '', list = '', conflict, set = '', alias, duplicates] = match
  const columns = names.split(',').map(unquoted)
  const values = splitValues(list)
  if (columns.length !== values.length)
    throw refuse(context.span, `${String(columns.length)} columns and ${String(values.length)} values`, help)
  if (duplicates !== undefined) {
    const key = keyOfDuplicates(duplicates, columns, values, alias)
    if (key === undefined)
      throw refuse(context.span, 'ON DUPLICATE KEY sets other values than those of the row', help)
    return { table: unquoted(table), columns, values, key }
  }
  const key = conflict === undefined ? [] : conflict.split(',').map(unquoted)
  if (conflict !== undefined && !isUpsert(set, columns, key))
    throw refuse(context.span, 'ON CONFLICT changes other columns than the row has', help)
  return { table: unquoted(table), columns, values, key }
}

/** A value of VALUES: a placeholder, or a constant. */
const valueOf = (context: ActionContext, value: string): Piece => {
  if (/^-?\d+(\.\d+)?$/.test(value)) return piece(value, 0)
  if (/^null$/i.test(value)) return piece('NULL', 0)
  const quoted = /^'([^']*)'$/.exec(value)
  const inner = quoted?.[1] ?? value
  const [part, ...others] = readTemplate(inner)
  if (quoted !== null && !inner.includes('${')) return text(inner)
  if (part?.kind !== 'value' || others.length > 0 || part.path.length === 0) {
    if (quoted !== null) return templateText(context.scope, inner)
    const time = timeOfDatabase(context, value)
    if (time !== undefined) return time
    throw refuse(
      context.span,
      `the database computes \`${value}\``,
      'compute it in SELECT, and insert it as it is',
    )
  }
  const found = context.scope.value(part.path)
  return orUndefined(context, found)
}

/** A missing value is the text `undefined` in EMQX, unless the action says that it is NULL. */
const orUndefined = (context: ActionContext, found: Piece | undefined): Piece => {
  const isNull = textAt(context.parameters, 'undefined_vars_as_null') === 'true'
  if (isNull) return found ?? piece('NULL', 0)
  if (found === undefined) return text('undefined')
  const missing = missingTest(found)
  if (missing === undefined) return found
  context.warn(
    'emqx-setting',
    context.span,
    'a missing value is inserted as the text undefined, as EMQX does unless undefined_vars_as_null is set',
    'write the column by its name for NULL',
  )
  return piece(`CASE WHEN ${missing} THEN 'undefined' ELSE ${found.code} END`, found.kinds)
}

/** A row of a table: the rule itself where its outputs are the columns, else a rule that reads it. */
export const carrySql = (context: ActionContext): CarriedAction => {
  const insert = readInsert(context, textAt(context.parameters, 'sql') ?? '')
  const values = insert.values.map((value) => valueOf(context, value))
  const nested = values.find((one) => one.kinds !== 0 && !may(one.kinds, ~(MAP | LIST)))
  const key = insert.key.map(nameCode)
  const target = targetText(context.connection, [
    { name: 'table', code: textLiteral(insert.table) },
    ...(key.length === 0
      ? []
      : [{ name: 'key', code: key.length === 1 ? (key[0] ?? '') : `[${key.join(', ')}]` }]),
  ])
  const outputs = [...context.scope.outputs.keys()]
  const isSame =
    nested === undefined &&
    outputs.length === insert.columns.length &&
    insert.columns.every((name, k) => outputs[k] === name && values[k]?.code === nameCode(name))
  if (isSame) return { targets: [target], rules: [] }
  const items = insert.columns.map((name, k) => {
    const { code = 'NULL' } = values[k] ?? {}
    return code === nameCode(name) ? code : `${code} AS ${nameCode(name)}`
  })
  const rule = `RULE ${context.rule}_${unquoted(insert.table).replace(/\W/g, '_')} AS\nSELECT ${items.join(', ')}\nFROM ${context.rule}\nINTO ${target};\n`
  return { targets: [], rules: [rule] }
}
