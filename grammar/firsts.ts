import type { Step, Steps } from './steps.ts'
import { tokens, typeNamed } from './tokens.ts'

/** Which types of token are meant: 1 at the index of each. */
export type TypeSet = Uint8Array

/** What steps begin with. */
export interface First {
  readonly types: TypeSet
  /** Can they be gone without a token? */
  readonly isEmpty: boolean
}

/** Number of types, which Chevrotain counts from 1. */
const typeCount = (): number => Math.max(...tokens.map((type) => type.tokenTypeIdx ?? 0)) + 1

const add = (set: TypeSet, types: TypeSet): void => {
  for (let k = 0; k < types.length; k++) if (types[k] === 1) set[k] = 1
}

/** What rules and their steps begin with, each rule worked out once: none of them begins with itself. */
export class Firsts {
  private readonly rules: Steps
  private readonly known = new Map<string, First>()
  private readonly size = typeCount()
  private readonly sets = new Map<string, TypeSet>()

  constructor(rules: Steps) {
    this.rules = rules
  }

  /** The types that a type of the grammar, which may be a category, stands for. */
  setOf(name: string): TypeSet {
    const made = this.sets.get(name)
    if (made !== undefined) return made
    const set = this.none()
    const type = typeNamed(name)
    for (const index of [type.tokenTypeIdx ?? 0, ...(type.categoryMatches ?? [])]) set[index] = 1
    this.sets.set(name, set)
    return set
  }

  of(steps: readonly Step[]): First {
    const types = this.none()
    for (const step of steps) {
      const first = this.ofStep(step)
      add(types, first.types)
      if (!first.isEmpty) return { types, isEmpty: false }
    }
    return { types, isEmpty: true }
  }

  union(names: readonly string[]): TypeSet {
    const set = this.none()
    for (const name of names) add(set, this.setOf(name))
    return set
  }

  private none(): TypeSet {
    return new Uint8Array(this.size)
  }

  private ofRule(name: string): First {
    const known = this.known.get(name)
    if (known !== undefined) return known
    const first = this.of(this.rules[name] ?? [])
    this.known.set(name, first)
    return first
  }

  private ofStep(step: Step): First {
    switch (step.kind) {
      case 'token':
        return { types: this.setOf(step.type), isEmpty: false }
      case 'rule':
        return this.ofRule(step.rule)
      case 'choice': {
        const firsts = step.alternatives.map(({ steps }) => this.of(steps))
        const types = this.none()
        for (const first of firsts) add(types, first.types)
        return { types, isEmpty: firsts.some(({ isEmpty }) => isEmpty) }
      }
      case 'option':
        return { types: this.of(step.body.steps).types, isEmpty: true }
      case 'repeat': {
        const first = this.of(step.body.steps)
        return { types: first.types, isEmpty: first.isEmpty || !step.isMandatory }
      }
    }
  }
}
