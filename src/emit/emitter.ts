import { Code } from './code.ts'

/** A place in the script where declarations can still be added. */
export interface Hoist {
  let(value: Code): Code
}

/** Gathers the lines of one generated script, its fresh names and the pool of its constants. */
export class Emitter {
  readonly pool: unknown[] = []
  private readonly poolIndex = new Map<unknown, number>()
  private readonly lines: (string | string[])[] = []
  private names = 0
  private depth = 0

  /** A value that generated code refers to by name; the value itself never becomes text. */
  constant(value: unknown): Code {
    let index = this.poolIndex.get(value)
    if (index === undefined) {
      index = this.pool.push(value) - 1
      this.poolIndex.set(value, index)
    }
    return Code.trusted(`k${String(index)}`)
  }

  /** A name that nothing else in this script has. */
  name(): Code {
    return Code.trusted(`v${String(this.names++)}`)
  }

  line(code: Code): void {
    this.lines.push('  '.repeat(this.depth) + code.text)
  }

  /** `head {`, what `body` emits, `}`. */
  block(head: Code, body: () => void): void {
    this.line(Code.trusted(`${head.text} {`))
    this.depth++
    body()
    this.depth--
    this.line(Code.trusted('}'))
  }

  /** `if (condition) { … } else { … }`. */
  branch(condition: Code, then: () => void, otherwise?: () => void): void {
    this.block(Code.trusted(`if (${condition.text})`), then)
    if (otherwise !== undefined) this.block(Code.trusted('else'), otherwise)
  }

  /** Declares a fresh variable with this value. */
  let(value: Code): Code {
    const name = this.name()
    this.line(Code.trusted(`let ${name.text} = ${value.text}`))
    return name
  }

  assign(target: Code, value: Code): void {
    this.line(Code.trusted(`${target.text} = ${value.text}`))
  }

  /** Marks this place: variables declared later through the result stand here, so that all that follows sees them. */
  hoist(): Hoist {
    const place: string[] = []
    const indent = '  '.repeat(this.depth)
    this.lines.push(place)
    return {
      let: (value) => {
        const name = this.name()
        place.push(`${indent}let ${name.text} = ${value.text}`)
        return name
      },
    }
  }

  /** The whole script: a function of the pool that returns `result`. */
  script(result: Code): string {
    const constants = this.pool.map((_, index) => `const k${String(index)} = K[${String(index)}]`)
    return [
      "(function (K) { 'use strict'",
      ...constants,
      ...this.lines.flat(),
      `return ${result.text}`,
      '})',
    ].join('\n')
  }
}
