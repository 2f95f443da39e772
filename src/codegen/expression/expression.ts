import type { Checked } from '../../check/checked/expression.ts'
import type { Code } from '../../emit/code.ts'
import type { Scope } from '../scope.ts'
import { emitElement, emitField, emitSlice } from './access.ts'
import { emitArithmetic, emitConcat, emitNegate } from './arithmetic.ts'
import { emitCall } from './call.ts'
import { emitBetween, emitCompare, emitDistinct, emitIn, emitInArray } from './comparison.ts'
import { emitCase, emitCoalesce, emitTry } from './conditional.ts'
import { emitArray, emitConvert, emitLike, emitObject, emitRead, emitRegexp } from './construct.ts'
import { emitIs, emitLogical, emitNot } from './logic.ts'
import { emitAlias, emitColumn, emitContext, emitJoined, emitParameter, emitPayload } from './read.ts'

/** Emits what computes an expression and gives a name or literal that holds its value; evaluated where it stands. */
export const emitExpression = (scope: Scope, e: Checked): Code => {
  switch (e.kind) {
    case 'literal':
      return scope.literal(e.value)
    case 'payload':
      return emitPayload(scope, e.path)
    case 'column':
      return emitColumn(scope, e)
    case 'context':
      return emitContext(scope, e)
    case 'alias':
      return emitAlias(scope, e.index)
    case 'upstream':
      return emitUpstream(scope, e.index)
    case 'joined':
      return emitJoined(scope, e)
    case 'parameter':
      return emitParameter(scope, e)
    case 'field':
      return emitField(scope, e)
    case 'element':
      return emitElement(scope, e)
    case 'slice':
      return emitSlice(scope, e)
    default:
      return emitOperation(scope, e)
  }
}

const emitUpstream = (scope: Scope, index: number): Code => {
  if (scope.upstream === undefined) throw new Error('a read of a rule that this one does not read FROM')
  return emitAlias(scope.upstream, index)
}

type Read = Extract<
  Checked['kind'],
  | 'literal'
  | 'payload'
  | 'column'
  | 'context'
  | 'alias'
  | 'upstream'
  | 'joined'
  | 'parameter'
  | 'field'
  | 'element'
  | 'slice'
>

const emitOperation = (scope: Scope, e: Exclude<Checked, { kind: Read }>): Code => {
  switch (e.kind) {
    case 'arithmetic':
      return emitArithmetic(scope, e)
    case 'negate':
      return emitNegate(scope, e)
    case 'concat':
      return emitConcat(scope, e)
    case 'compare':
      return emitCompare(scope, e)
    case 'distinct':
      return emitDistinct(scope, e)
    case 'logical':
      return emitLogical(scope, e)
    case 'not':
      return emitNot(scope, e)
    case 'is':
      return emitIs(scope, e)
    case 'in':
      return emitIn(scope, e)
    case 'in-array':
      return emitInArray(scope, e)
    case 'between':
      return emitBetween(scope, e)
    default:
      return emitForm(scope, e)
  }
}

type Operation = Extract<
  Checked['kind'],
  | 'arithmetic'
  | 'negate'
  | 'concat'
  | 'compare'
  | 'distinct'
  | 'logical'
  | 'not'
  | 'is'
  | 'in'
  | 'in-array'
  | 'between'
>

const emitForm = (scope: Scope, e: Exclude<Checked, { kind: Read | Operation }>): Code => {
  switch (e.kind) {
    case 'like':
      return emitLike(scope, e)
    case 'regexp':
      return emitRegexp(scope, e)
    case 'case':
      return emitCase(scope, e)
    case 'coalesce':
      return emitCoalesce(scope, e)
    case 'call':
      return emitCall(scope, e)
    case 'array':
      return emitArray(scope, e)
    case 'object':
      return emitObject(scope, e)
    case 'convert':
      return emitConvert(scope, e)
    case 'read':
      return emitRead(scope, e)
    case 'try':
      return emitTry(scope, e)
    case 'stateful':
      throw new Error(`${e.name} needs a state, and a rule that has one cannot run yet`)
  }
}
