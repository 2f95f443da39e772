import type { Value } from '../../types/value.ts'

const TOPIC = /^[A-Za-z0-9._-]{1,249}$/

/** What is wrong with a Kafka topic's name, or undefined. */
export const topicNameProblem = (value: Value): string | undefined => {
  if (typeof value !== 'string') return 'a topic is text'
  return TOPIC.test(value) && value !== '.' && value !== '..'
    ? undefined
    : 'a Kafka topic has 1 to 249 letters, digits, dots, underscores and dashes'
}
