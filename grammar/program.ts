import type { TokenType } from 'chevrotain'
import { beginnings } from './beginnings.ts'
import type { Condition } from './name-grammar.ts'
import type { Branch, Step } from './steps.ts'
import { tokens } from './tokens.ts'

/** Which types of token are meant: 1 at the index of each. */
export type TypeSet = Uint8Array

/** A condition on a token further ahead. */
export interface Ahead {
  readonly at: number
  readonly types: TypeSet
  readonly isNot: boolean
  /** Asked only where one of these is next. */
  readonly behind: TypeSet | undefined
}

/** A branch with what it begins with. */
export interface Way {
  readonly first: TypeSet
  /** Can it be gone without a token? */
  readonly isEmpty: boolean
  readonly ahead: readonly Ahead[]
  readonly steps: readonly Instruction[]
}

/** A step with all that is known before any text is seen. */
export type Instruction =
  | Take
  | { readonly kind: 'rule'; readonly routine: Routine; readonly label: string }
  | { readonly kind: 'choice'; readonly ways: readonly Way[]; readonly expected: Expected }
  | { readonly kind: 'option'; readonly way: Way }
  | {
      readonly kind: 'repeat'
      readonly way: Way
      readonly isMandatory: boolean
      readonly separator: Take | undefined
      readonly expected: Expected
    }

/** One token is taken. */
interface Take {
  readonly kind: 'token'
  readonly types: TypeSet
  readonly label: string
  readonly expected: Expected
}

/** Names of the types that would do, worked out only where a step fails. */
type Expected = () => readonly string[]

/** A rule, ready to be run. */
export interface Routine {
  readonly name: string
  /** Is a single part given in place of a tree that holds nothing else? */
  readonly isLayer: boolean
  steps: readonly Instruction[]
}

/** Layers of operators and of kinds of value, of which most have a single part. */
const layers = new Set([
  'expression',
  'conjunction',
  'negation',
  'comparison',
  'concatenation',
  'sum',
  'product',
  'unary',
  'primary',
  'literal',
])

/** Number of types, which Chevrotain counts from 1. */
const typeCount = (): number => Math.max(...tokens.map((type) => type.tokenTypeIdx ?? 0)) + 1

interface First {
  readonly types: TypeSet
  isEmpty: boolean
}

/** What rules begin with, found by going round until nothing is added. */
class Firsts {
  private readonly known = new Map<string, First>()
  private readonly size = typeCount()
  private readonly sets = new Map<TokenType, TypeSet>()
  private hasGrown = false

  constructor(rules: ReadonlyMap<string, readonly Step[]>) {
    for (const name of rules.keys()) this.known.set(name, { types: this.none(), isEmpty: false })
    do {
      this.hasGrown = false
      for (const [name, steps] of rules) this.grow(name, this.of(steps))
    } while (this.hasGrown)
  }

  /** The types that a type of the grammar, which may be a category, stands for. */
  setOf(type: TokenType): TypeSet {
    const made = this.sets.get(type)
    if (made !== undefined) return made
    const set = this.none()
    for (const index of [type.tokenTypeIdx ?? 0, ...(type.categoryMatches ?? [])]) set[index] = 1
    this.sets.set(type, set)
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

  union(types: readonly TokenType[]): TypeSet {
    const set = this.none()
    for (const type of types) add(set, this.setOf(type))
    return set
  }

  private none(): TypeSet {
    return new Uint8Array(this.size)
  }

  private ofStep(step: Step): First {
    switch (step.kind) {
      case 'token':
        return { types: this.setOf(step.type), isEmpty: false }
      case 'rule':
        return this.known.get(step.rule) ?? { types: this.none(), isEmpty: false }
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

  private grow(name: string, first: First): void {
    const known = this.known.get(name)
    if (known === undefined) return
    if (add(known.types, first.types) || known.isEmpty !== first.isEmpty) this.hasGrown = true
    known.isEmpty = first.isEmpty
  }
}

/** Adds types to a set; are there new ones among them? */
const add = (set: TypeSet, types: TypeSet): boolean => {
  let isNew = false
  for (let k = 0; k < types.length; k++)
    if (types[k] === 1 && set[k] !== 1) {
      set[k] = 1
      isNew = true
    }
  return isNew
}

class Compiler {
  readonly routines = new Map<string, Routine>()
  private readonly rules: ReadonlyMap<string, readonly Step[]>
  private readonly firsts: Firsts

  constructor(rules: ReadonlyMap<string, readonly Step[]>) {
    this.rules = rules
    this.firsts = new Firsts(rules)
    for (const name of rules.keys()) this.routines.set(name, { name, isLayer: layers.has(name), steps: [] })
    for (const [name, steps] of rules) this.routine(name).steps = this.instructions(steps)
  }

  private routine(name: string): Routine {
    const routine = this.routines.get(name)
    if (routine === undefined) throw new Error(`the grammar has no rule ${name}`)
    return routine
  }

  private take(type: TokenType, label: string): Take {
    return { kind: 'token', types: this.firsts.setOf(type), label, expected: () => [type.name] }
  }

  private instructions(steps: readonly Step[]): readonly Instruction[] {
    return steps.map((step): Instruction => {
      switch (step.kind) {
        case 'token':
          return this.take(step.type, step.label)
        case 'rule':
          return { kind: 'rule', routine: this.routine(step.rule), label: step.label }
        case 'choice':
          return {
            kind: 'choice',
            ways: step.alternatives.map((branch) => this.way(branch)),
            expected: () => this.expected(step.alternatives),
          }
        case 'option':
          return { kind: 'option', way: this.way(step.body) }
        case 'repeat': {
          const { separator } = step
          return {
            kind: 'repeat',
            way: this.way(step.body),
            isMandatory: step.isMandatory,
            separator: separator && this.take(separator, separator.name),
            expected: () => this.expected([step.body]),
          }
        }
      }
    })
  }

  private expected(branches: readonly Branch[]): readonly string[] {
    return [
      ...new Set(branches.flatMap(({ steps }) => beginnings(steps, this.rules).map(({ name }) => name))),
    ]
  }

  private way({ steps, condition }: Branch): Way {
    const first = this.firsts.of(steps)
    return {
      first: first.types,
      isEmpty: first.isEmpty,
      ahead: (condition ?? []).map((one) => this.ahead(one)),
      steps: this.instructions(steps),
    }
  }

  private ahead({ at, types, isNot = false, behind }: Condition[number]): Ahead {
    const behindTypes = behind === undefined ? undefined : this.firsts.setOf(behind)
    return { at, types: this.firsts.union(types), isNot, behind: behindTypes }
  }
}

/** The rules of a grammar, ready to be run. */
export const compileRules = (rules: ReadonlyMap<string, readonly Step[]>): ReadonlyMap<string, Routine> =>
  new Compiler(rules).routines
