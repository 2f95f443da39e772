const TOPIC_BYTES_MAX = 65_535

const hasLoneSurrogate = (text: string): boolean =>
  /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)

const textProblem = (text: string, what: string): string | undefined => {
  if (text === '') return `an empty ${what} matches nothing`
  if (text.includes('\u0000') || hasLoneSurrogate(text)) return `a ${what} must be plain text without NUL`
  return text.length * 3 > TOPIC_BYTES_MAX && new TextEncoder().encode(text).length > TOPIC_BYTES_MAX
    ? `a ${what} has at most ${String(TOPIC_BYTES_MAX)} bytes`
    : undefined
}

/** What is wrong with an MQTT topic filter (MQTT 5, section 4.7), or undefined. */
export const filterProblem = (filter: string): string | undefined => {
  const problem = textProblem(filter, 'topic filter')
  if (problem !== undefined) return problem
  const levels = filter.split('/')
  for (const [k, level] of levels.entries()) {
    if (level.length > 1 && /[+#]/.test(level))
      return `+ and # stand alone between slashes, not in '${level}'`
    if (level === '#' && k < levels.length - 1) return '# must be the last level'
  }
  return undefined
}

/** What is wrong with a topic to publish to, or undefined. */
export const topicProblem = (topic: string): string | undefined =>
  textProblem(topic, 'topic') ?? (/[+#]/.test(topic) ? 'a topic to publish to has no + and no #' : undefined)

/** Does every topic that matches `inner` also match `outer`? */
export const covers = (outer: string, inner: string): boolean => {
  const wide = outer.split('/')
  const narrow = inner.split('/')
  if (narrow[0]?.startsWith('$') === true && (wide[0] === '+' || wide[0] === '#')) return false
  for (let k = 0; ; k++) {
    if (wide[k] === '#') return true
    if (k === wide.length || k === narrow.length) return k === wide.length && k === narrow.length
    if (narrow[k] === '#') return false
    if (wide[k] !== '+' && wide[k] !== narrow[k]) return false
  }
}

/** Is there a topic that matches both? */
export const overlaps = (left: string, right: string): boolean => {
  const a = left.split('/')
  const b = right.split('/')
  for (let k = 0; ; k++) {
    const atEnd = k === a.length || k === b.length
    if (atEnd) return (k === a.length || a[k] === '#') && (k === b.length || b[k] === '#')
    if (a[k] === '#' || b[k] === '#') return true
    if (a[k] !== '+' && b[k] !== '+' && a[k] !== b[k]) return false
  }
}
