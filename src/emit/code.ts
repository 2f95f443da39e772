/** A piece of JavaScript that was built from our own source text only. Nothing outside this file can make one. */
export class Code {
  readonly text: string
  private constructor(text: string) {
    this.text = text
  }

  /** @internal Only for `js` and `Emitter`. */
  static trusted(text: string): Code {
    return new Code(text)
  }
}

const texts = new WeakSet<TemplateStringsArray>()

const numberText = (value: number): string => {
  if (!Number.isFinite(value)) throw new Error('a number in generated code must be finite')
  return Object.is(value, -0) ? '-0' : value < 0 ? `(${String(value)})` : String(value)
}

/**
 * Tagged template for generated code: the fixed parts come from our source, the holes take code, finite numbers and
 * booleans. A string in a hole is refused by the types and as it runs.
 */
export const js = (parts: TemplateStringsArray, ...holes: readonly (Code | number | boolean)[]): Code => {
  if (!texts.has(parts)) {
    if (!Object.isFrozen(parts) || !Object.isFrozen(parts.raw)) throw new Error('js takes a literal template')
    texts.add(parts)
  }
  let text = parts[0] ?? ''
  for (let k = 0; k < holes.length; k++) {
    const hole: unknown = holes[k]
    if (hole instanceof Code) text += hole.text
    else if (typeof hole === 'number') text += numberText(hole)
    else if (typeof hole === 'boolean') text += String(hole)
    else throw new Error('js takes code, numbers and booleans')
    text += parts[k + 1] ?? ''
  }
  return Code.trusted(text)
}

/** Several pieces with a separator between them. */
export const joined = (codes: readonly Code[], separator: ', ' | ' && ' | ' || ' | '\n'): Code =>
  Code.trusted(codes.map((code) => code.text).join(separator))
