import type { Source } from '../../syntax/ast/index.ts'
import type { Workspace } from '../statement/workspace.ts'

/** Does every topic that `narrow` matches match `wide` too? */
const covers = (wide: string, narrow: string): boolean => {
  const [one, two] = [wide.split('/'), narrow.split('/')]
  for (const [k, level] of one.entries()) {
    if (level === '#') return k > 0 || two[0]?.startsWith('$') !== true
    const there = two[k]
    if (there === undefined || there === '#') return false
    if (level === '+' ? k === 0 && there.startsWith('$') : level !== there) return false
  }
  return one.length === two.length
}

/** Topics of one FROM of which another one takes all: a rule fires once for a message, however many match. */
export const coveredTopic = (workspace: Workspace): readonly never[] => {
  for (const { statement, document } of workspace.declarations.all()) {
    if (statement.kind !== 'rule') continue
    const topics = statement.query.sources.filter(
      (source) => source.origin === 'topic' && !source.name.text.startsWith('$share/'),
    )
    const isFirst = (a: Source, b: Source): boolean => topics.indexOf(a) < topics.indexOf(b)
    for (const topic of topics) {
      const wide = topics.find(
        (other) =>
          other !== topic &&
          covers(other.name.text, topic.name.text) &&
          (isFirst(other, topic) || !covers(topic.name.text, other.name.text)),
      )
      if (wide === undefined) continue
      workspace.collector.add('covered-topic', document, topic.span, {
        message: `'${wide.name.text}' takes all of '${topic.name.text}'`,
        related: [{ message: 'because of this', document, span: wide.span }],
      })
    }
  }
  return []
}
