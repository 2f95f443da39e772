import { Refusal } from '../../refusal.ts'
import { carryProgram } from '../../jq/carry-program.ts'
import { Uncarried } from '../../jq/program.ts'
import { readProgram } from '../../jq/read-program.ts'
import { LIST } from '../kinds.ts'
import { piece, solid, type Piece } from '../piece.ts'
import { builder, type Arguments, type Builder } from './argument.ts'
import { asMap } from './collection.ts'

/** The list that the program gives, as an expression. */
const carried = (a: Arguments, input: string): string => {
  try {
    return carryProgram(readProgram(a.constantText(0, 'the program')), input)
  } catch (error) {
    if (!(error instanceof Uncarried)) throw error
    throw new Refusal(
      'emqx-no-counterpart',
      a.node(0).span,
      `\`jq\` runs a program of another language, of which ${error.message} is not carried over`,
      'paths, map(…), filter(…) and reduce(…) say the same',
    )
  }
}

/** jq(program, value[, time limit]) */
const jq = (a: Arguments): Piece => {
  const code = carried(a, solid(asMap(a, 1)).code)
  a.context.warn(
    'emqx-difference',
    a.node(0).span,
    'a step into what is no object or list is an error in jq, and gives NULL here',
    'where that may come, test it with typeof(…)',
  )
  return piece(code, LIST)
}

export const jqBuilders: Readonly<Record<string, Builder>> = { jq: builder(2, 3, jq) }
