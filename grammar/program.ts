import { beginnings } from './beginnings.ts'
import { Firsts, type TypeSet } from './firsts.ts'
import type { AheadStep, Branch, Step, Steps } from './steps.ts'

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

class Compiler {
  readonly routines = new Map<string, Routine>()
  private readonly rules: Steps
  private readonly firsts: Firsts

  constructor(rules: Steps) {
    this.rules = rules
    this.firsts = new Firsts(rules)
    for (const name of Object.keys(rules))
      this.routines.set(name, { name, isLayer: layers.has(name), steps: [] })
    for (const [name, steps] of Object.entries(rules)) this.routine(name).steps = this.instructions(steps)
  }

  private routine(name: string): Routine {
    const routine = this.routines.get(name)
    if (routine === undefined) throw new Error(`the grammar has no rule ${name}`)
    return routine
  }

  private take(type: string, label: string): Take {
    return { kind: 'token', types: this.firsts.setOf(type), label, expected: () => [type] }
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
            separator: separator === undefined ? undefined : this.take(separator, separator),
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

  private ahead({ at, types, isNot, behind }: AheadStep): Ahead {
    const behindTypes = behind === undefined ? undefined : this.firsts.setOf(behind)
    return { at, types: this.firsts.union(types), isNot, behind: behindTypes }
  }
}

/** The rules of a grammar, ready to be run. */
export const compileRules = (rules: Steps): ReadonlyMap<string, Routine> => new Compiler(rules).routines
