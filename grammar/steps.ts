import type { TokenType } from 'chevrotain'
import type { Condition } from './name-grammar.ts'

/** The steps of a rule, as plain values: what its definition in the Chevrotain grammar does when it is called. */
export type Step =
  | { readonly kind: 'token'; readonly type: TokenType; readonly label: string }
  | { readonly kind: 'rule'; readonly rule: string; readonly label: string }
  | { readonly kind: 'choice'; readonly alternatives: readonly Branch[] }
  | { readonly kind: 'option'; readonly body: Branch }
  /** Again and again, with a separator between if there is one. */
  | {
      readonly kind: 'repeat'
      readonly body: Branch
      readonly isMandatory: boolean
      readonly separator: TokenType | undefined
    }

/** Steps that are taken where the next tokens allow it. */
export interface Branch {
  readonly steps: readonly Step[]
  readonly condition: Condition | undefined
}

interface Bodied {
  readonly DEF?: () => unknown
  readonly SEP?: TokenType
  readonly condition?: Condition
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
      void this.current.push({ kind: 'token', type, label: LABEL ?? type.name }),
    SUBRULE: (rule: { readonly ruleName: string }, { LABEL }: Labelled = {}) =>
      void this.current.push({ kind: 'rule', rule: rule.ruleName, label: LABEL ?? rule.ruleName }),
    OR: (alternatives: readonly Alternative[]) =>
      void this.current.push({
        kind: 'choice',
        alternatives: alternatives.map(({ ALT, condition }) => ({ steps: this.taken(ALT), condition })),
      }),
    OPTION: (body: Body) => void this.current.push({ kind: 'option', body: this.branch(body) }),
    MANY: (body: Body) => this.repeat(body, false),
    MANY_SEP: (body: Body) => this.repeat(body, false),
    AT_LEAST_ONE: (body: Body) => this.repeat(body, true),
    AT_LEAST_ONE_SEP: (body: Body) => this.repeat(body, true),
  }

  private repeat(body: Body, isMandatory: boolean): void {
    const separator = typeof body === 'function' ? undefined : body.SEP
    this.current.push({ kind: 'repeat', body: this.branch(body), isMandatory, separator })
  }

  private branch(body: Body): Branch {
    if (typeof body === 'function') return { steps: this.taken(body), condition: undefined }
    return { steps: this.taken(body.DEF ?? (() => undefined)), condition: body.condition }
  }
}

/** How often a function may occur in one rule: `CONSUME`, `CONSUME1` and so on. */
const OCCURRENCES = ['', '1', '2', '3', '4', '5', '6', '7', '8', '9']

/**
 * The steps of every rule of a grammar, by its name. The definitions are called once, on a grammar that will not
 * parse anything itself.
 */
export const stepsOf = (
  grammar: object,
  definitions: ReadonlyMap<string, () => unknown>,
): ReadonlyMap<string, readonly Step[]> => {
  const notes = new Notes()
  for (const [name, noting] of Object.entries(notes.functions))
    for (const occurrence of OCCURRENCES) Object.assign(grammar, { [`${name}${occurrence}`]: noting })
  return new Map([...definitions].map(([name, definition]) => [name, notes.taken(definition)]))
}
