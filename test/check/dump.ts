import type { Checked, CheckedLambda } from '../../src/check/checked/expression.ts'
import { operandsOf } from '../../src/check/expression/visit.ts'
import { show } from '../../src/check/typing/show.ts'
import { jsonText } from '../../src/types/json/write.ts'

const head = (e: Checked): string => {
  switch (e.kind) {
    case 'literal':
      return jsonText(e.value, e.type)
    case 'payload':
      return ['payload', ...e.path].join('.')
    case 'column':
    case 'alias':
    case 'upstream':
      return `${e.kind} ${String(e.index)}`
    case 'joined':
      return `joined ${String(e.join)}.${String(e.column)}`
    case 'context':
      return e.name
    case 'parameter':
      return 'parameter'
    case 'field':
      return `.${e.name}`
    case 'arithmetic':
    case 'logical':
      return e.operator
    case 'compare':
      return `${e.operator}${e.textAsNumber === undefined ? '' : ` text-as-number ${e.textAsNumber}`}`
    case 'convert':
      return e.kinds === undefined ? e.mode : `${e.mode} ${e.kinds.join('|')}`
    case 'is':
      return `is ${e.negated ? 'not ' : ''}${e.test}`
    case 'call':
      return e.entry.name
    case 'in':
    case 'between':
      return `${e.negated ? 'not ' : ''}${e.kind}${e.textAsNumber === true ? ' text-as-number' : ''}`
    default:
      return e.kind
  }
}

/** An expression as nested brackets with the type of each part, `?` where it may be NULL. */
export const dump = (e: Checked | CheckedLambda): string => {
  if (e.kind === 'lambda') return `(-> ${dump(e.body)})`
  const type = `${show(e.type)}${e.type.nullable ? '?' : ''}`
  const below = e.kind === 'call' ? e.args : operandsOf(e)
  const parts = below.map((part) => ` ${dump(part)}`).join('')
  return parts === '' ? `${head(e)}:${type}` : `(${head(e)}${parts}):${type}`
}
