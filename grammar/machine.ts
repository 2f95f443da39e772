import type { IToken } from 'chevrotain'
import type { Instruction, Routine, Way } from './program.ts'
import { isTree, type Tree } from './tree.ts'

/** Stands for the end of the tokens; no set of types has it. */
const END = 0

/**
 * Reads tokens by the rules of the grammar, one token ahead and where a condition says so further. It knows nothing
 * about mistakes: where it fails, Chevrotain says why.
 */
export class Machine {
  private tokens: readonly IToken[] = []
  private at = 0
  /** Parts of the trees that are being read, and their labels; what is above `top` is of no use any more. */
  private readonly parts: (Tree | IToken)[] = []
  private readonly labels: string[] = []
  private top = 0

  /** The tree of all the tokens, or undefined where they are none. */
  read(routine: Routine, tokens: readonly IToken[]): Tree | undefined {
    this.tokens = tokens
    this.at = 0
    this.top = 0
    const read = this.run(routine)
    this.parts.length = 0
    this.labels.length = 0
    this.tokens = []
    return read !== undefined && isTree(read) && this.at === tokens.length ? read : undefined
  }

  private typeAt(index: number): number {
    const token = this.tokens[index]
    return token === undefined ? END : token.tokenTypeIdx
  }

  private run(routine: Routine): Tree | undefined {
    const { parts, labels, tokens, at } = this
    const base = this.top
    if (!this.all(routine.steps)) return undefined
    const [first, last] = [tokens[at], tokens[this.at - 1]]
    const only = parts[base]
    const { top } = this
    this.top = base
    if (routine.isLayer && top === base + 1 && only !== undefined && isTree(only)) return only
    const start = first?.startOffset ?? 0
    return {
      rule: routine.name,
      labels: labels.slice(base, top),
      parts: parts.slice(base, top),
      start,
      end: last === undefined ? start : last.startOffset + last.image.length,
    }
  }

  private all(steps: readonly Instruction[]): boolean {
    for (const step of steps) if (!this.step(step)) return false
    return true
  }

  private step(step: Instruction): boolean {
    switch (step.kind) {
      case 'token':
        return this.take(step.types, step.label)
      case 'rule': {
        const tree = this.run(step.routine)
        if (tree === undefined) return false
        this.push(tree, step.label)
        return true
      }
      case 'choice':
        return this.choice(step.ways)
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

  private take(types: Uint8Array, label: string): boolean {
    const token = this.tokens[this.at]
    if (token === undefined || types[token.tokenTypeIdx] !== 1) return false
    this.push(token, label)
    this.at++
    return true
  }

  /** Do the next tokens begin this way? */
  private isOpen({ first, ahead }: Way): boolean {
    const next = this.typeAt(this.at)
    if (first[next] !== 1) return false
    for (const { at, types, isNot, behind } of ahead)
      if (
        (behind === undefined || behind[next] === 1) &&
        (types[this.typeAt(this.at + at - 1)] === 1) === isNot
      )
        return false
    return true
  }

  private choice(ways: readonly Way[]): boolean {
    for (const way of ways) if (this.isOpen(way)) return this.all(way.steps)
    return ways.some(({ isEmpty }) => isEmpty)
  }

  private repeat(step: Instruction & { kind: 'repeat' }): boolean {
    const { way, isMandatory, separator, separatorLabel } = step
    if (!this.isOpen(way)) return !isMandatory
    for (;;) {
      if (!this.all(way.steps)) return false
      if (separator === undefined) {
        if (!this.isOpen(way)) return true
      } else if (separator[this.typeAt(this.at)] !== 1) return true
      else this.take(separator, separatorLabel)
    }
  }
}
