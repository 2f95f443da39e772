import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { EngineSnapshot } from '../../runtime/engine-snapshot.ts'
import { families, type Family, type Labels, type Sample } from './families.ts'

/** Samples with the same labels become one. */
const summed = (samples: readonly Sample[]): readonly (readonly [Labels, number])[] => {
  const sums = new Map<string, [Labels, number]>()
  for (const [labels, value] of samples) {
    const key = JSON.stringify(labels)
    const known = sums.get(key)
    if (known === undefined) sums.set(key, [labels, value])
    else known[1] += value
  }
  return [...sums.values()]
}

const register = (registry: Registry, { help, kind, labels, name }: Family): Counter | Gauge => {
  const options = { name, help, labelNames: [...labels], registers: [registry] }
  return kind === 'counter' ? new Counter(options) : new Gauge(options)
}

/** The worker's metrics as text for Prometheus, with those of the process. */
export class Exposition {
  private readonly registry = new Registry()
  private readonly metrics: readonly (readonly [Family, Counter | Gauge])[]

  constructor(version: string) {
    this.metrics = families.map((family) => [family, register(this.registry, family)])
    const about = new Gauge({
      name: 'sluice_version',
      help: 'Always 1.',
      labelNames: ['version'],
      registers: [this.registry],
    })
    about.set({ version }, 1)
    collectDefaultMetrics({ register: this.registry })
  }

  get contentType(): string {
    return this.registry.contentType
  }

  text(now: EngineSnapshot): Promise<string> {
    for (const [family, metric] of this.metrics) {
      metric.reset()
      // Totals stand in the ledgers, so a counter starts from nothing each time; it never goes down for who reads it.
      for (const [labels, value] of summed(family.read(now))) metric.inc(labels, value)
    }
    return this.registry.metrics()
  }
}
