const STEPS_PER_DOUBLING = 4
const SMALLEST = 2 ** -6
const BUCKETS = 26 * STEPS_PER_DOUBLING

/** Counts in buckets that grow by a fourth root of two: percentiles within 19 %, from 1/64 to about a million. */
export class Histogram {
  readonly counts = new Float64Array(BUCKETS)
  total = 0

  add(value: number, times = 1): void {
    const step = value <= SMALLEST ? 0 : Math.ceil(Math.log2(value / SMALLEST) * STEPS_PER_DOUBLING)
    const bucket = Math.min(BUCKETS - 1, step)
    this.counts[bucket] = (this.counts[bucket] ?? 0) + times
    this.total += times
  }

  /** The upper bound of the bucket that holds that share (0 to 1) of all values; undefined while empty. */
  percentile(share: number): number | undefined {
    if (this.total === 0) return undefined
    const wanted = Math.max(1, Math.ceil(this.total * share))
    let seen = 0
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.counts[bucket] ?? 0
      if (seen >= wanted) return SMALLEST * 2 ** (bucket / STEPS_PER_DOUBLING)
    }
    return SMALLEST * 2 ** ((BUCKETS - 1) / STEPS_PER_DOUBLING)
  }
}
