import { filterProblem } from '../../stream/topic-filter.ts'

const SHARED = /^\$share\/[^/+#]+\//

/** The filter as the broker matches it, without `$share/GROUP/`. */
export const bareFilter = (filter: string): string => filter.replace(SHARED, '')

/** What is wrong with a topic filter, which may be that of a shared subscription. */
export const quotedFilterProblem = (filter: string): string | undefined =>
  filter.startsWith('$share/') && !SHARED.test(filter)
    ? 'a shared subscription is $share/GROUP/FILTER'
    : filterProblem(bareFilter(filter))

/**
 * Does the filter match the topic? A level of the topic that is `undefined` may be anything: then 'maybe' where all
 * else fits.
 */
export const matches = (filter: string, topic: readonly (string | undefined)[]): 'yes' | 'maybe' | 'no' => {
  const levels = bareFilter(filter).split('/')
  let sure = true
  for (const [k, level] of levels.entries()) {
    if (level === '#') return topic[0]?.startsWith('$') === true && k === 0 ? 'no' : sure ? 'yes' : 'maybe'
    if (k >= topic.length) return 'no'
    const there = topic[k]
    if (level === '+' && k === 0 && there?.startsWith('$') === true) return 'no'
    if (level === '+') continue
    if (there === undefined) sure = false
    else if (there !== level) return 'no'
  }
  if (topic.length !== levels.length) return 'no'
  return sure ? 'yes' : 'maybe'
}
