import type { Name } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import type { Context } from './context.ts'

/** A column or item that is called as a constant of the project, which is then not what is read. */
export const noteHiddenConstant = (context: Context, name: Name, read: Checked): void => {
  if (read.kind !== 'column' && read.kind !== 'upstream' && read.kind !== 'joined') return
  const { told } = context.surroundings.state
  if (!context.scope.constants.has(name.text) || told?.has(name.text) === true) return
  told?.add(name.text)
  context.report('shadowed-name', name, {
    message: `\`${name.text}\` is the column here, not the constant of the same name`,
    help: 'rename the constant, or put the name of the input in front of the column',
  })
}

/** A lambda's parameter, or the element of FOREACH, that is called as something outside of it. */
export const noteShadow = (context: Context, parameter: Name, called = 'parameter'): void => {
  const { scope } = context
  const { text } = parameter
  const column = scope.places.some((place) => place.columns().includes(text))
  const what = column ? 'a column' : scope.constants.has(text) ? 'a constant' : undefined
  if (what !== undefined)
    context.report('shadowed-name', parameter, {
      message: `the ${called} \`${text}\` hides ${what} of the same name`,
      help: `give the ${called} another name`,
    })
}
