import { TEXT, UNDEFINED, may } from '../../rewrite/kinds.ts'
import { piece, type Piece } from '../../rewrite/piece.ts'
import { textAt } from '../node.ts'
import { readTemplate } from '../template.ts'
import type { ActionContext } from './action.ts'

/** `FROM_UNIXTIME(${timestamp}/1000)` and `TO_TIMESTAMP((${timestamp} :: bigint)/1000)`, as EMQX's own examples have it. */
const OF_NUMBER =
  /^(from_unixtime|to_timestamp)\s*\(\s*\(?\s*(\$\{[^{}]+\})\s*(::\s*(?:bigint|int8|int|integer|numeric|float8|double precision)\s*)?\)?\s*(?:(\/|div)\s*(1000(?:\.0+)?)\s*)?\)$/i

const NOW = /^(?:now\(\s*\d*\s*\)|current_timestamp(?:\(\s*\d*\s*\))?|localtimestamp)$/i

const OTHER_CLOCK = 'the time is that of Sluice when it evaluates the record, and not that of the database'
const OTHER_ZONE =
  'FROM_UNIXTIME writes the time in the zone of the session with the database, and Sluice writes UTC'

/** Does the database cut the fraction off, since it divides whole numbers? */
const isCut = (cast: string | undefined, operator: string, divisor: string): boolean =>
  operator.toLowerCase() === 'div' || (cast !== undefined && /int/i.test(cast) && !divisor.includes('.'))

const ofNumber = (context: ActionContext, match: RegExpExecArray): Piece | undefined => {
  const [, name = '', placeholder = '', cast, operator, divisor = ''] = match
  const [part] = readTemplate(placeholder)
  if (part?.kind !== 'value' || part.path.length === 0) return undefined
  const found = context.scope.value(part.path)
  const isNull = textAt(context.parameters, 'undefined_vars_as_null') === 'true'
  if (found === undefined) return isNull ? piece('NULL', 0) : undefined
  if (name.toLowerCase() === 'from_unixtime') context.warn('emqx-difference', context.span, OTHER_ZONE)
  // A text that EMQX would insert for a missing value is an error of the database.
  const value = may(found.kinds, UNDEFINED) && !isNull ? `not_null(${found.code})` : found.code
  const number = may(found.kinds, TEXT) ? `CAST(${value} AS INTEGER)` : value
  if (operator === undefined) return piece(`from_epoch_seconds(${number})`, 0)
  return piece(
    isCut(cast, operator, divisor) ? `from_epoch_seconds(${number} DIV 1000)` : `from_epoch_ms(${number})`,
    0,
  )
}

/** A time that the database would make, made in the rule; undefined where the value is no such time. */
export const timeOfDatabase = (context: ActionContext, value: string): Piece | undefined => {
  if (NOW.test(value)) {
    context.warn('emqx-difference', context.span, OTHER_CLOCK)
    return piece('now()', 0)
  }
  const match = OF_NUMBER.exec(value)
  return match === null ? undefined : ofNumber(context, match)
}
