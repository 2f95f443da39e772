const LENGTH_MAX = 65_535

const common = (text: string): string | undefined => {
  if (text === '') return 'it is empty'
  if (text.includes('\u0000')) return 'it has a NUL character'
  return text.length > LENGTH_MAX ? 'it is longer than 65,535 characters' : undefined
}

/** What is wrong with an MQTT topic filter, in words; undefined where it is well formed. */
export const filterProblem = (filter: string): string | undefined => {
  const problem = common(filter)
  if (problem !== undefined) return problem
  const levels = filter.split('/')
  if (levels[0] === '$share')
    return levels.length < 3 || levels[1] === ''
      ? 'a shared subscription is $share/GROUP/FILTER'
      : filterProblem(levels.slice(2).join('/'))
  const hash = levels.findIndex((level) => level.includes('#'))
  if (hash !== -1 && levels[hash] !== '#') return `\`#\` stands inside the level \`${levels[hash] ?? ''}\``
  if (hash !== -1 && hash < levels.length - 1) return '`#` is not the last level'
  const plus = levels.find((level) => level.includes('+') && level !== '+')
  return plus === undefined ? undefined : `\`+\` stands inside the level \`${plus}\``
}

/** What is wrong with a topic that is written to. */
export const topicProblem = (topic: string): string | undefined => {
  const problem = common(topic)
  if (problem !== undefined) return problem
  return /[+#]/.test(topic) ? 'a topic that is written to has no wildcards' : undefined
}

/** The filter as the broker matches it, without `$share/GROUP/`. */
const bare = (filter: string): string => filter.replace(/^\$share\/[^/]+\//, '')

/**
 * Does the filter match the topic? A level of the topic that is `undefined` may be anything: then 'maybe' where all
 * else fits.
 */
export const matches = (filter: string, topic: readonly (string | undefined)[]): 'yes' | 'maybe' | 'no' => {
  const levels = bare(filter).split('/')
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
