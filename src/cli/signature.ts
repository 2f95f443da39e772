import type { AggregateEntry } from '../catalog/aggregate.ts'
import type { Parameter } from '../catalog/function.ts'

const parameterText = (parameter: Parameter): string => {
  const kind = parameter.lambda === undefined ? parameter.kinds.join(' | ') : 'lambda'
  const text = `${parameter.name}${parameter.rest === true ? '…' : ''} ${kind}`
  return parameter.optional === true ? `[${text}]` : text
}

interface Called {
  readonly name: string
  readonly parameters: readonly Parameter[]
}

/** The call of a function or window as people write it: `round(number DOUBLE, [digits INTEGER])`. */
export const signatureOf = (entry: Called): string =>
  `${entry.name}(${entry.parameters.map(parameterText).join(', ')})`

/** The call of an aggregate, or of an analytic function, which needs OVER. */
export const aggregateSignature = (entry: AggregateEntry): string => {
  const distinct = entry.distinct === true ? '[DISTINCT] ' : ''
  const parameters = entry.parameters.map(parameterText).join(', ')
  const call = `${entry.name}(${entry.star === true ? '* | ' : ''}${distinct}${parameters})`
  return entry.kind === 'analytic' ? `${call} OVER (PARTITION BY key, …)` : call
}
