import type { Expression, Option, StreamStatement } from '../../syntax/ast/index.ts'
import type { Value } from '../../types/value.ts'
import type { Context } from '../expression/context.ts'
import { fold } from '../expression/fold.ts'
import type { Connection } from './connection.ts'
import { declaredOption, freeOption, given, unknownOption, type OptionValue } from './option.ts'
import { quotedFilterProblem } from './topic-filter.ts'

/** Finds what is wrong with a filter; where the connection's topics are plain names, its connector knows. */
export const checkFilter = (
  context: Context,
  connection: Connection | undefined,
  filter: string,
  node: { readonly span: Expression['span'] },
): void => {
  const source = connection?.connector?.source
  const isFilter = source === undefined || source.topics === 'mqtt-filter'
  const spec = source?.options.find((option) => option.name === 'topic')
  const problem = isFilter ? quotedFilterProblem(filter) : spec?.check?.(filter)
  if (problem !== undefined) context.report('bad-topic-filter', node, { message: `'${filter}': ${problem}` })
}

const topicList = (
  context: Context,
  connection: Connection | undefined,
  option: Option,
): readonly string[] => {
  const checked = context.check(option.value)
  const folded = checked && fold(context, checked)
  if (folded === undefined) return []
  const value = folded.kind === 'value' ? folded.value : undefined
  const topics = Array.isArray(value) ? (value as readonly Value[]) : [value]
  if (topics.length === 0 || topics.some((topic) => typeof topic !== 'string')) {
    context.report(folded.kind === 'value' ? 'wrong-type' : 'not-constant', option.value, {
      message: 'option `topic` takes a constant text, or several as [a, b]',
    })
    return []
  }
  const texts = topics.map(String)
  const elements = option.value.kind === 'array' ? option.value.elements : []
  texts.forEach((text, k) => {
    checkFilter(context, connection, text, elements[k] ?? option.value)
  })
  return texts
}

interface SourceOptions {
  readonly topics: readonly string[]
  readonly options: Readonly<Record<string, Value>>
}

const constantOnly = (context: Context, option: Option, value: OptionValue | undefined): Value =>
  value?.kind === 'row'
    ? context.report('not-constant', option.value, {
        message: `option \`${option.name.text}\` of a stream must be a constant`,
      })
    : value?.value

/** What a stream wants from its connection: topics, and options by their declarations. */
export const sourceOptions = (
  context: Context,
  connection: Connection | undefined,
  statement: StreamStatement,
): SourceOptions => {
  const { from } = statement
  const source = connection?.connector?.source
  const options = new Map<string, Value>()
  let topics: readonly string[] = []
  const all = given(context, from.options)
  const meant = new Set(all.keys())
  for (const [name, one] of all) {
    const spec = source?.options.find((candidate) => candidate.name === name)
    if (name === 'topic' && source?.topics !== 'none') {
      topics = topicList(context, connection, one.option)
      options.set(name, topics.length === 1 ? topics[0] : topics)
    } else if (spec !== undefined)
      options.set(name, constantOnly(context, one.option, declaredOption(one, spec)))
    else if (source === undefined) options.set(name, constantOnly(context, one.option, freeOption(one)))
    else {
      const known = [
        ...(source.topics === 'none' ? [] : ['topic']),
        ...source.options.map((candidate) => candidate.name),
      ]
      meant.add(unknownOption(context, one.option.name, `\`${from.name.text}\``, [...new Set(known)]) ?? '')
    }
  }
  const needed = source?.options.filter((spec) => spec.required === true).map((spec) => spec.name) ?? []
  if (source !== undefined && source.topics !== 'none') needed.push('topic')
  for (const name of new Set(needed))
    if (!meant.has(name))
      context.report('missing-option', from.name, {
        message: `\`${from.name.text}\` needs the option \`${name}\``,
      })
  return { topics, options: Object.fromEntries(options) }
}
