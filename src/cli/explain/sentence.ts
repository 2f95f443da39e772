import { lookUpSentence } from '../../plan/look-up-sentence.ts'
import type { PlanNode } from '../../plan/node.ts'

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`

const readText = (node: PlanNode & { kind: 'read' }): string => {
  const topics = node.topics.map((topic) => `'${topic}'`)
  const from = topics.length === 0 ? '' : `, ${topics.length === 1 ? 'topic' : 'topics'} ${listed(topics)}`
  const columns = node.columns.length
  const check =
    columns === 0 ? '' : `, and check ${columns === 1 ? '1 column' : `${String(columns)} columns`}`
  const time = node.eventTime === undefined ? '' : `; their time is ${node.eventTime}`
  return `Read ${node.format} records from ${node.connection}${from}${check}${time}.`
}

const writeText = (node: PlanNode & { kind: 'write' }): string => {
  const options = Object.entries(node.options).map(([name, value]) => `${name} = ${value}`)
  const when = node.when === undefined ? '' : `, if ${node.when}`
  return `Write it to ${node.connection}${options.length === 0 ? '' : ` (${options.join(', ')})`}${when}.`
}

/** One step of a plan as a plain sentence. */
export const sentence = (node: PlanNode): string => {
  switch (node.kind) {
    case 'read':
      return readText(node)
    case 'rule':
      return `Take the rows of rule ${node.rule}.`
    case 'look-up':
      return lookUpSentence(node)
    case 'filter':
      return `Keep records for which ${node.condition} is TRUE.`
    case 'unnest':
      return `Go on with each element of ${node.array}${node.condition === undefined ? '' : ` for which ${node.condition} is TRUE`}.`
    case 'project':
      return `Make a row of ${listed(node.items.map((item) => item.name))}.`
    case 'write':
      return writeText(node)
  }
}
