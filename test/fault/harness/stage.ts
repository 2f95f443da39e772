import { seededRandom } from '../../../src/base/seeded-random.ts'
import type { Size } from './experiment.ts'
import type { Servers } from './servers.ts'

/** Where one experiment runs: its seed and size, its folder, the servers, and what must be cleared away after it. */
export class Stage {
  readonly name: string
  readonly seed: number
  readonly size: Size
  readonly isLong: boolean
  readonly folder: string
  readonly servers: Servers
  /** Uniform in [0, 1), from the seed. */
  readonly random: () => number
  /** Progress for a person who watches. */
  readonly say: (text: string) => void
  private readonly closings: (() => Promise<unknown>)[] = []

  constructor(shape: Pick<Stage, 'name' | 'seed' | 'size' | 'isLong' | 'folder' | 'servers' | 'say'>) {
    this.name = shape.name
    this.seed = shape.seed
    this.size = shape.size
    this.isLong = shape.isLong
    this.folder = shape.folder
    this.servers = shape.servers
    this.say = shape.say
    this.random = seededRandom(shape.seed)
  }

  /** Between the two, from the seed. */
  between(least: number, most: number): number {
    return least + this.random() * (most - least)
  }

  /** A name for topics and tables that no other experiment or seed has. */
  own(name: string): string {
    return `${this.name.replaceAll('-', '_')}_${String(this.seed)}_${this.servers.run}_${name}`
  }

  /** To be done when the experiment is over, however it ends; the last first. */
  closing(work: () => Promise<unknown>): void {
    this.closings.push(work)
  }

  async close(): Promise<void> {
    for (const work of this.closings.splice(0).reverse()) await work().catch(() => undefined)
  }
}
