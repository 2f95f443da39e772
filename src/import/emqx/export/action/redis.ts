import { commandNames } from '../../../../connectors/redis/commands.ts'
import { textLiteral } from '../../rewrite/piece.ts'
import { elementsOf, memberOf, textAt, type ExportNode } from '../node.ts'
import { templateText } from '../template.ts'
import { refuse, targetText, toTarget, type ActionContext, type CarriedAction } from './action.ts'

/** One server, or several of which one has the key or leads. */
const typeOf = (settings: ExportNode | undefined): string =>
  textAt(settings, 'redis_type') ?? textAt(settings, 'parameters', 'redis_type') ?? 'single'

/** The words of the template: a list, or a text whose words stand between spaces. */
const wordsOf = (template: ExportNode | undefined): readonly string[] => {
  if (template?.kind === 'text') return template.value.split(/\s+/).filter((word) => word !== '')
  return elementsOf(template).map((word) => textAt(word) ?? '')
}

/** A command of Redis, whose words are templates. */
export const carryRedis = (context: ActionContext): CarriedAction => {
  const { parameters, settings, span } = context
  const type = typeOf(settings)
  if (type !== 'single')
    throw refuse(
      span,
      `Sluice speaks to one Redis server, and this is a ${type}`,
      'name the server that leads',
    )
  const [name = '', ...words] = wordsOf(memberOf(parameters, 'command_template'))
  const command = name.toUpperCase()
  if (!commandNames.includes(command))
    throw refuse(
      span,
      name === '' ? 'the action has no `command_template`' : `rows are not written by \`${name}\``,
      'take a command that writes, such as HSET, SET, LPUSH or XADD',
    )
  const args = words.map((word) => templateText(context.scope, word).code)
  return toTarget(
    targetText(context.connection, [
      { name: 'command', code: textLiteral(command) },
      { name: 'args', code: `[${args.join(', ')}]` },
    ]),
  )
}
