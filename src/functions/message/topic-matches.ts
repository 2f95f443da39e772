import { defineFunction } from '../../catalog/function.ts'

/** MQTT 5, section 4.7: a leading wildcard does not match topics that begin with a dollar sign. */
const matches = (topic: readonly string[], filter: readonly string[]): boolean => {
  if (topic[0]?.startsWith('$') === true && (filter[0] === '+' || filter[0] === '#')) return false
  for (let k = 0; k < filter.length; k++) {
    if (filter[k] === '#') return true
    if (k >= topic.length || (filter[k] !== '+' && filter[k] !== topic[k])) return false
  }
  return topic.length === filter.length
}

/** Does the topic match the MQTT filter?. */
export const topicMatchesFunction = defineFunction({
  name: 'topic_matches',
  group: 'message',
  parameters: [
    { name: 'topic', kinds: ['STRING'], prose: 'a topic' },
    { name: 'filter', kinds: ['STRING'], prose: 'an MQTT filter, with + and #' },
  ],
  result: () => ({ kind: 'BOOLEAN', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Does the topic match the MQTT filter?',
  examples: [
    { expression: "topic_matches('a/b/c', 'a/+/c')", result: 'true' },
    { expression: "topic_matches('$SYS/x', '#')", result: 'false' },
  ],
  evaluate: ([topic, filter]) => matches((topic as string).split('/'), (filter as string).split('/')),
})
