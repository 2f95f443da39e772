import { js, type Code } from '../emit/code.ts'
import type { Emitter, Hoist } from '../emit/emitter.ts'

/** Marks a memo whose value has not been computed yet. No record can hold it. */
const UNSET: unique symbol = Symbol('unset')

/** Variables of one turn of a generated loop: what a record, or an element of FOREACH, is asked for more than once. */
export class Memos {
  private readonly emitter: Emitter
  private readonly hoist: Hoist
  private readonly variables = new Map<string, Code>()

  /** Variables are declared at this place of the script, which all that uses them must follow. */
  constructor(emitter: Emitter) {
    this.emitter = emitter
    this.hoist = emitter.hoist()
  }

  /** A variable that is set at the start of each turn. */
  once(name: string, value: Code): Code {
    let variable = this.variables.get(name)
    if (variable === undefined) this.variables.set(name, (variable = this.hoist.let(value)))
    return variable
  }

  /** A variable that is computed where it is first needed, at most once in a turn. */
  memo(name: string, compute: (target: Code) => void): Code {
    const unset = this.emitter.constant(UNSET)
    const target = this.once(name, unset)
    this.emitter.branch(js`${target} === ${unset}`, () => {
      compute(target)
    })
    return target
  }
}
