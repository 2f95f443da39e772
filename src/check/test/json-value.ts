import type { Expected } from '../../syntax/ast/index.ts'
import type { Context } from '../expression/context.ts'

/** Has every object each of its names once? Findings say where not; all else about JSON the parser has looked at. */
export const checkJson = (context: Context, value: Expected): boolean => {
  switch (value.kind) {
    case 'any':
    case 'near':
    case 'value':
      return true
    case 'array':
      return value.elements.map((element) => checkJson(context, element)).every((good) => good)
    case 'object': {
      const seen = new Set<string>()
      const good = value.members.map((member) => {
        const isNew = !seen.has(member.name)
        seen.add(member.name)
        if (!isNew)
          context.report('bad-test-value', member, { message: `\`${member.name}\` stands here twice` })
        return checkJson(context, member.value) && isNew
      })
      return good.every((one) => one)
    }
  }
}

/** The JSON text of a GIVEN value, its numbers as they were written; undefined where something loosens it. */
export const jsonOf = (context: Context, value: Expected): string | undefined => {
  switch (value.kind) {
    case 'value':
      return value.text
    case 'array': {
      const elements = value.elements.map((element) => jsonOf(context, element))
      return elements.includes(undefined) ? undefined : `[${elements.join(',')}]`
    }
    case 'object': {
      if (value.partial) return loosened(context, value)
      const members = value.members.map((member) => {
        const text = jsonOf(context, member.value)
        return text === undefined ? undefined : `${JSON.stringify(member.name)}:${text}`
      })
      return members.includes(undefined) ? undefined : `{${members.join(',')}}`
    }
    case 'any':
    case 'near':
      return loosened(context, value)
  }
}

const loosened = (context: Context, value: Expected): undefined =>
  context.report('bad-test-value', value, {
    message: `\`${context.text(value).split(/\s/)[0] ?? ''}\` says what is expected, and this is GIVEN`,
    help: 'write the value that the record has',
  })
