import type { Filter } from './program.ts'

/** What of a value's kind comes before (`<`) or behind (`>`) all numbers, or all texts. */
const kindsBeside = (value: string | number, operator: string): string => {
  const isLess = operator.startsWith('<')
  if (typeof value === 'number') return isLess ? "'NULL', 'BOOLEAN'" : "'STRING', 'ARRAY', 'OBJECT'"
  return isLess ? "'NULL', 'BOOLEAN', 'INTEGER', 'DOUBLE', 'DECIMAL'" : "'ARRAY', 'OBJECT'"
}

const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** Beside a constant; the order of two values of any kind is another one than EMQX's. */
const ordered = (operator: string, left: Filter, right: Filter, l: string, r: string): string => {
  if (left.kind === 'literal' && right.kind !== 'literal')
    return ordered(mirrored[operator] ?? '', right, left, r, l)
  if (right.kind !== 'literal' || typeof right.value === 'boolean' || right.value === null)
    return (
      `CASE WHEN is_number(${l}) AND is_number(${r}) OR is_string(${l}) AND is_string(${r}) THEN ${l} ${operator} ${r} ` +
      `ELSE fail('jq orders values of two kinds otherwise') END`
    )
  const test = typeof right.value === 'number' ? `is_number(${l})` : `is_string(${l})`
  return `CASE WHEN ${test} THEN ${l} ${operator} ${r} ELSE typeof(${l}) IN (${kindsBeside(right.value, operator)}) END`
}

/** null is nothing beside a number and beside text. */
const added = (left: Filter, right: Filter, l: string, r: string): string => {
  const constant = [left, right].find((side) => side.kind === 'literal')
  const isText = constant?.kind === 'literal' && typeof constant.value === 'string'
  if ([left, right].some((side) => side.kind === 'object')) return `merge(not_null(${l}), not_null(${r}))`
  if ([left, right].some((side) => side.kind === 'array'))
    return `array_concat(not_null(${l}), not_null(${r}))`
  if (!isText && !(constant?.kind === 'literal' && typeof constant.value === 'number'))
    return (
      `CASE typeof(${l}) WHEN 'STRING' THEN ${l} || not_null(${r}) WHEN 'OBJECT' THEN merge(${l}, not_null(${r})) ` +
      `WHEN 'ARRAY' THEN array_concat(${l}, not_null(${r})) ELSE not_null(${l}) + not_null(${r}) END`
    )
  const neutral = isText ? "''" : '0'
  const side = (filter: Filter, code: string): string =>
    filter.kind === 'literal' ? code : `coalesce(${code}, ${neutral})`
  return `(${side(left, l)} ${isText ? '||' : '+'} ${side(right, r)})`
}

/** What an operator gives for two values. */
export const operate = (operator: string, left: Filter, right: Filter, l: string, r: string): string => {
  if (operator === '==') return `(${l} IS NOT DISTINCT FROM ${r})`
  if (operator === '!=') return `(${l} IS DISTINCT FROM ${r})`
  if (['<', '<=', '>', '>='].includes(operator)) return ordered(operator, left, right, l, r)
  if (operator === '+') return added(left, right, l, r)
  return `(not_null(${l}) ${operator === '%' ? 'MOD' : operator} not_null(${r}))`
}
