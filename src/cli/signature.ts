import type { FunctionEntry, Parameter } from '../catalog/function.ts'

const parameterText = (parameter: Parameter): string => {
  const kind = parameter.lambda === undefined ? parameter.kinds.join(' | ') : 'lambda'
  const text = `${parameter.name}${parameter.rest === true ? '…' : ''} ${kind}`
  return parameter.optional === true ? `[${text}]` : text
}

/** A function's call as people write it: `round(number DOUBLE, [digits INTEGER])`. */
export const signatureOf = (entry: FunctionEntry): string =>
  `${entry.name}(${entry.parameters.map(parameterText).join(', ')})`
