import type { Name, NameExpression } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import type { Context } from './context.ts'
import { noteHiddenConstant } from './shadow.ts'

const doubleQuoted = (context: Context, name: Name): undefined => {
  const text = `'${name.text.replaceAll("'", "''")}'`
  return context.report('double-quoted-text', name, {
    message: `"${name.text}" is a name, and there is no column of that name`,
    help: `text stands in single quotes: ${text}`,
    fix: { title: `write ${text}`, edits: [{ span: name.span, text }] },
  })
}

const unknown = (context: Context, name: Name): undefined => {
  const { scope } = context
  if (name.quoted === 'double') return doubleQuoted(context, name)
  const place = scope.place(name.text)
  if (place !== undefined)
    return context.report('unknown-name', name, {
      message: `\`${name.text}\` is ${place.called === '' ? 'an input' : place.called}, not a value`,
      help: `name one of its columns: \`${name.text}.${place.columns()[0] ?? 'column'}\``,
    })
  const [first] = scope.places
  const where = first === undefined || first.called === '' ? '' : ` in ${first.called}`
  const suggestion = context.suggest(name, scope.names())
  // A constant that is misspelt here is not also unused.
  const close = context.nearest(name.text, scope.constants.names())
  if (close !== undefined) scope.constants.lookup(close, name.span)
  if (scope.aliases.comesLater(name.text))
    return context.report('unknown-name', name, {
      message: `there is no column \`${name.text}\`${where}, and no item of that name before this one`,
      help: `an item sees those before it: put AS ${name.text} first`,
    })
  const inPayload = first?.untyped === true && suggestion.help === undefined
  return context.report('unknown-name', name, {
    message: `there is no column or constant \`${name.text}\`${where}`,
    ...suggestion,
    ...(inPayload ? { help: `a field of the message is read as \`payload.${name.text}\`` } : {}),
  })
}

/** A bare name, by the order of the scope. */
export const checkName = (context: Context, node: NameExpression): Checked | undefined => {
  const { name } = node
  const resolution = context.scope.resolve(name.text, context.span(name))
  switch (resolution.kind) {
    case 'found':
      if ('hidden' in resolution)
        context.report('input-shadows-alias', name, {
          message: `\`${name.text}\` is the input column here, not the item AS ${name.text}`,
        })
      else noteHiddenConstant(context, name, resolution.expression)
      return resolution.expression
    case 'broken':
      return undefined
    case 'unknown':
      return unknown(context, name)
    case 'ambiguous':
      return context.report('ambiguous-name', name, {
        message: `\`${name.text}\` is a column of ${resolution.places.map((place) => `\`${place}\``).join(' and ')}`,
        help: `write \`${resolution.places[0] ?? ''}.${name.text}\` or \`${resolution.places[1] ?? ''}.${name.text}\``,
      })
  }
}
