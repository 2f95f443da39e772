const units = [
  ['D', 86_400_000],
  ['H', 3_600_000],
  ['M', 60_000],
] as const

/** ISO 8601 text of a duration in milliseconds: PT1H30M, P2DT0.5S. */
export const durationText = (ms: number): string => {
  let rest = Math.abs(ms)
  const counts = units.map(([unit, unitMs]) => {
    const count = Math.floor(rest / unitMs)
    rest -= count * unitMs
    return count === 0 ? '' : `${String(count)}${unit}`
  })
  const [days = '', ...time] = counts
  if (rest > 0 || counts.every((count) => count === '')) time.push(`${String(rest / 1_000)}S`)
  const clock = time.join('')
  return `${ms < 0 ? '-' : ''}P${days}${clock === '' ? '' : `T${clock}`}`
}

const words = [
  ['DAY', 86_400_000],
  ['HOUR', 3_600_000],
  ['MINUTE', 60_000],
  ['SECOND', 1_000],
  ['MILLISECOND', 1],
] as const

/** A duration as it stands in a rule, for sentences: 1 HOUR 30 MINUTES. */
export const durationWords = (ms: number): string => {
  let rest = Math.abs(ms)
  const parts = words.flatMap(([word, wordMs]) => {
    const count = Math.floor(rest / wordMs)
    rest -= count * wordMs
    return count === 0 ? [] : [`${String(count)} ${word}${count === 1 ? '' : 'S'}`]
  })
  return `${ms < 0 ? '-' : ''}${parts.length === 0 ? '0 SECONDS' : parts.join(' ')}`
}
