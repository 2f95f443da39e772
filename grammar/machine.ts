import type { IToken } from 'chevrotain'
import type { Instruction, Routine, Way } from './program.ts'
import { isTree, type Tree } from './tree.ts'

/** Where a parse failed: the first token that no continuation allows, and what would have been allowed. */
export interface Mistake {
  /** Index into the tokens; their number where the end came too early. */
  readonly at: number
  /** Names of token types; empty where a whole statement was read and more follows. */
  readonly expected: readonly string[]
  /** Names of the grammar's rules, from the outermost to the one that failed. */
  readonly rules: readonly string[]
  readonly isLeftover: boolean
}

/** Lists of labels that the trees of one rule share. */
const SHARED_MAX = 8

const isAt = (all: readonly string[], at: number, some: readonly string[]): boolean => {
  for (let k = 0; k < some.length; k++) if (all[at + k] !== some[k]) return false
  return true
}

/** Stands for the end of the tokens; no set of types has it. */
const END = 0

/** The kinds of step that fail by themselves, rather than by one within. */
type Failing = Instruction & { readonly kind: 'token' | 'choice' | 'repeat' }

/** What came of parsing: a tree, or the first mistake. */
export type Parsed =
  | { readonly tree: Tree; readonly mistake: undefined }
  | { readonly tree: undefined; readonly mistake: Mistake }

/**
 * Reads tokens by the rules of the grammar, one token ahead and where a condition says so further. Since it never
 * goes back, the first step that fails is the mistake. Loops count and nothing is taken apart, since a first file is
 * read before V8 has optimised this, and iterators cost much then.
 */
export class Machine {
  private tokens: readonly IToken[] = []
  private at = 0
  /** The step that failed, and the rules around it from the innermost on. */
  private failed: Failing | undefined
  private readonly around: string[] = []
  /** Parts of the trees that are being read, and their labels; what is above `top` is of no use any more. */
  private readonly parts: (Tree | IToken)[] = []
  private readonly labels: string[] = []
  private top = 0
  private readonly shared = new Map<Routine, (readonly string[])[]>()

  /** Reads all the tokens. */
  read(routine: Routine, tokens: readonly IToken[]): Parsed {
    this.tokens = tokens
    this.at = 0
    this.top = 0
    this.around.length = 0
    const tree = this.run(routine)
    const parsed: Parsed =
      tree !== undefined && this.at === tokens.length
        ? { tree, mistake: undefined }
        : { tree: undefined, mistake: this.mistake(this.failed) }
    this.parts.length = 0
    this.labels.length = 0
    this.tokens = []
    this.failed = undefined
    return parsed
  }

  private typeAt(index: number): number {
    const token = this.tokens[index]
    return token === undefined ? END : token.tokenTypeIdx
  }

  private run(routine: Routine): Tree | undefined {
    const { parts, tokens, at } = this
    const base = this.top
    if (!this.all(routine.steps)) {
      this.around.push(routine.name)
      return undefined
    }
    const first = tokens[at]
    const last = tokens[this.at - 1]
    const only = parts[base]
    const { top } = this
    this.top = base
    if (routine.isLayer && top === base + 1 && only !== undefined && isTree(only)) return only
    const start = first?.startOffset ?? 0
    return {
      rule: routine.name,
      labels: this.labelsFrom(routine, base, top),
      parts: parts.slice(base, top),
      start,
      end: last === undefined ? start : last.startOffset + last.image.length,
    }
  }

  /** Most trees of a rule have the same few labels, so they share them. */
  private labelsFrom(routine: Routine, base: number, top: number): readonly string[] {
    const { labels } = this
    let shared = this.shared.get(routine)
    if (shared === undefined) this.shared.set(routine, (shared = []))
    for (let k = 0; k < shared.length; k++) {
      const known = shared[k]!
      if (known.length === top - base && isAt(labels, base, known)) return known
    }
    const own = labels.slice(base, top)
    if (shared.length < SHARED_MAX) shared.push(own)
    return own
  }

  private all(steps: readonly Instruction[]): boolean {
    for (let k = 0; k < steps.length; k++) if (!this.step(steps[k]!)) return false
    return true
  }

  private step(step: Instruction): boolean {
    switch (step.kind) {
      case 'token':
        return this.take(step)
      case 'rule': {
        const tree = this.run(step.routine)
        if (tree === undefined) return false
        this.push(tree, step.label)
        return true
      }
      case 'choice':
        return this.choice(step)
      case 'option':
        return !this.isOpen(step.way) || this.all(step.way.steps)
      case 'repeat':
        return this.repeat(step)
    }
  }

  private push(part: Tree | IToken, label: string): void {
    this.parts[this.top] = part
    this.labels[this.top] = label
    this.top++
  }

  private take(step: Instruction & { kind: 'token' }): boolean {
    const token = this.tokens[this.at]
    if (token === undefined || step.types[token.tokenTypeIdx] !== 1) return this.fail(step)
    this.push(token, step.label)
    this.at++
    return true
  }

  private fail(step: Failing): false {
    this.failed = step
    return false
  }

  /** Do the next tokens begin this way? */
  private isOpen({ first, ahead }: Way): boolean {
    const next = this.typeAt(this.at)
    if (first[next] !== 1) return false
    for (let k = 0; k < ahead.length; k++) {
      const { at, types, isNot, behind } = ahead[k]!
      if (behind !== undefined && behind[next] !== 1) continue
      if ((types[this.typeAt(this.at + at - 1)] === 1) === isNot) return false
    }
    return true
  }

  private choice(step: Instruction & { kind: 'choice' }): boolean {
    const { ways } = step
    for (let k = 0; k < ways.length; k++) {
      const way = ways[k]!
      if (this.isOpen(way)) return this.all(way.steps)
    }
    return ways.some(({ isEmpty }) => isEmpty) || this.fail(step)
  }

  private repeat(step: Instruction & { kind: 'repeat' }): boolean {
    const { way, isMandatory, separator } = step
    if (!this.isOpen(way)) return !isMandatory || this.fail(step)
    for (;;) {
      if (!this.all(way.steps)) return false
      if (separator === undefined) {
        if (!this.isOpen(way)) return true
      } else {
        if (separator.types[this.typeAt(this.at)] !== 1) return true
        this.take(separator)
      }
    }
  }

  /** The step that failed, as a mistake; where none did, tokens are left over. */
  private mistake(step: Failing | undefined): Mistake {
    if (step === undefined) return { at: this.at, expected: [], rules: [], isLeftover: true }
    // A token that would do, and is kept out by the one behind it.
    const isBehind =
      step.kind === 'choice' && step.ways.some(({ first }) => first[this.typeAt(this.at)] === 1)
    return {
      at: isBehind ? this.at + 1 : this.at,
      expected: isBehind ? [] : step.expected(),
      rules: [...this.around].reverse(),
      isLeftover: false,
    }
  }
}
