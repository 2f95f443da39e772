/** The middle of a list of numbers. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? NaN
}

/** CPU seconds that this process spends in some work. */
export const cpuSeconds = (work: () => void): number => {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** Runs two sides in turn, `rounds` times, after warming both. */
export const inTurn = (
  rounds: number,
  a: () => number,
  b: () => number,
): { readonly a: number; readonly b: number } => {
  a()
  b()
  const times: { a: number; b: number }[] = []
  for (let k = 0; k < rounds; k++) times.push({ a: a(), b: b() })
  return { a: median(times.map((time) => time.a)), b: median(times.map((time) => time.b)) }
}
