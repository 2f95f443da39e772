import type { TokenType } from 'chevrotain'
import type { Condition } from './name-grammar.ts'

/**
 * The steps of a rule, as plain JSON with the names of token types: what its definition in the Chevrotain grammar
 * does when it is called.
 */
export type Step =
  | { readonly kind: 'token'; readonly type: string; readonly label: string }
  | { readonly kind: 'rule'; readonly rule: string; readonly label: string }
  | { readonly kind: 'choice'; readonly alternatives: readonly Branch[] }
  | { readonly kind: 'option'; readonly body: Branch }
  /** Again and again, with a separator between if there is one. */
  | {
      readonly kind: 'repeat'
      readonly body: Branch
      readonly isMandatory: boolean
      readonly separator?: string
    }

/** Steps that are taken where the next tokens allow it. */
export interface Branch {
  readonly steps: readonly Step[]
  readonly condition?: readonly AheadStep[]
}

/** A part of a condition of the grammar. */
export interface AheadStep {
  readonly at: number
  readonly types: readonly string[]
  readonly isNot: boolean
  readonly behind?: string
}

/** The steps of each rule of a grammar. */
export type Steps = Readonly<Record<string, readonly Step[]>>

interface Bodied {
  readonly DEF?: () => unknown
  readonly SEP?: TokenType
  readonly condition?: Condition | undefined
}

type Body = Bodied | (() => unknown)

interface Alternative {
  readonly ALT: () => unknown
  readonly condition?: Condition
}

interface Labelled {
  readonly LABEL?: string
}

/** The functions that Chevrotain gives a rule, here noting what they are called with. */
class Notes {
  private current: Step[] = []

  /** The steps that a function takes. */
  taken(body: () => unknown): readonly Step[] {
    const outer = this.current
    const inner: Step[] = []
    this.current = inner
    body()
    this.current = outer
    return inner
  }

  readonly functions: Readonly<Record<string, (...args: never[]) => void>> = {
    CONSUME: (type: TokenType, { LABEL }: Labelled = {}) =>
      void this.current.push({ kind: 'token', type: type.name, label: LABEL ?? type.name }),
    SUBRULE: (rule: { readonly ruleName: string }, { LABEL }: Labelled = {}) =>
      void this.current.push({ kind: 'rule', rule: rule.ruleName, label: LABEL ?? rule.ruleName }),
    OR: (alternatives: readonly Alternative[]) =>
      void this.current.push({
        kind: 'choice',
        alternatives: alternatives.map(({ ALT, condition }) => this.branch({ DEF: ALT, condition })),
      }),
    OPTION: (body: Body) => void this.current.push({ kind: 'option', body: this.branch(body) }),
    MANY: (body: Body) => this.repeat(body, false),
    MANY_SEP: (body: Body) => this.repeat(body, false),
    AT_LEAST_ONE: (body: Body) => this.repeat(body, true),
    AT_LEAST_ONE_SEP: (body: Body) => this.repeat(body, true),
  }

  private repeat(body: Body, isMandatory: boolean): void {
    const separator = typeof body === 'function' ? undefined : body.SEP?.name
    this.current.push({
      kind: 'repeat',
      body: this.branch(body),
      isMandatory,
      ...(separator === undefined ? {} : { separator }),
    })
  }

  private branch(body: Body): Branch {
    const { DEF = () => undefined, condition } = typeof body === 'function' ? { DEF: body } : body
    const steps = this.taken(DEF)
    return condition === undefined ? { steps } : { steps, condition: condition.map(aheadStep) }
  }
}

const aheadStep = ({ at, types, isNot = false, behind }: Condition[number]): AheadStep => ({
  at,
  types: types.map(({ name }) => name),
  isNot,
  ...(behind === undefined ? {} : { behind: behind.name }),
})

/** How often a function may occur in one rule: `CONSUME`, `CONSUME1` and so on. */
const OCCURRENCES = ['', '1', '2', '3', '4', '5', '6', '7', '8', '9']

/**
 * The steps of every rule of a grammar, by its name. The definitions are called once, on a grammar that will not
 * parse anything itself.
 */
export const stepsOf = (grammar: object, definitions: ReadonlyMap<string, () => unknown>): Steps => {
  const notes = new Notes()
  for (const [name, noting] of Object.entries(notes.functions))
    for (const occurrence of OCCURRENCES) Object.assign(grammar, { [`${name}${occurrence}`]: noting })
  return Object.fromEntries([...definitions].map(([name, definition]) => [name, notes.taken(definition)]))
}
