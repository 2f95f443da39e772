/** A position as people count: line and column from 1, the column in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** One rule file: its name for messages, its text, and where its lines start. */
export class SourceDocument {
  readonly name: string
  readonly text: string
  private readonly lineStarts: readonly number[]

  constructor(name: string, text: string) {
    this.name = name
    this.text = text
    const starts = [0]
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1)
    this.lineStarts = starts
  }

  get lineCount(): number {
    return this.lineStarts.length
  }

  /** Line and column of an offset; offsets outside the text are clamped to it. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length))
    let low = 0
    let high = this.lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.lineStarts[middle] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: at - (this.lineStarts[low] ?? 0) + 1 }
  }

  /** The text of a line (from 1) without its line break. */
  line(number: number): string {
    const start = this.lineStarts[number - 1]
    if (start === undefined) return ''
    const next = this.lineStarts[number]
    return this.text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, '')
  }
}
