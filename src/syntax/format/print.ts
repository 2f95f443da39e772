import type { Layout } from './layout.ts'

/** Longest line, where there is a place to break it. */
export const WIDTH_MAX = 100

interface Command {
  readonly indent: number
  readonly isFlat: boolean
  readonly layout: Layout
}

/** Does what comes up to the next possible break fit into so many columns? */
const fits = (next: Command, rest: readonly Command[], width: number): boolean => {
  let left = width
  let behind = rest.length
  const waiting: Command[] = [next]
  while (left >= 0) {
    const command = waiting.pop() ?? rest[--behind]
    if (command === undefined) return true
    const { indent, isFlat, layout } = command
    if (typeof layout === 'string') {
      const end = layout.indexOf('\n')
      if (end >= 0) return left >= end
      left -= layout.length
    } else if (!('kind' in layout)) {
      for (let k = layout.length - 1; k >= 0; k--) waiting.push({ indent, isFlat, layout: layout[k] ?? '' })
    } else if (layout.kind === 'line') {
      if (!isFlat || layout.mustBreak) return true
      left -= layout.flat.length
    } else if (layout.kind === 'group') {
      waiting.push({ indent, isFlat: isFlat && !layout.mustBreak, layout: layout.body })
    } else if (layout.kind === 'indent') waiting.push({ indent, isFlat, layout: layout.body })
  }
  return false
}

class Printer {
  private readonly width: number
  private readonly commands: Command[]
  private readonly lines: string[] = []
  /** The line that is being written; it holds line breaks of its own where a text or comment does. */
  private current = ''
  private column = 0
  /** The comment that ends the current line. */
  private pending = ''

  constructor(layout: Layout, width: number) {
    this.width = width
    this.commands = [{ indent: 0, isFlat: false, layout }]
  }

  run(): string {
    for (let command = this.commands.pop(); command !== undefined; command = this.commands.pop())
      this.step(command)
    this.endLine()
    return this.lines.join('\n')
  }

  private step({ indent, isFlat, layout }: Command): void {
    if (typeof layout === 'string') this.write(layout)
    else if (!('kind' in layout))
      for (let k = layout.length - 1; k >= 0; k--)
        this.commands.push({ indent, isFlat, layout: layout[k] ?? '' })
    else if (layout.kind === 'suffix') this.suffix(layout.text)
    else if (layout.kind === 'indent')
      this.commands.push({ indent: indent + layout.by, isFlat, layout: layout.body })
    else if (layout.kind === 'line') {
      if (isFlat && !layout.mustBreak) this.write(layout.flat)
      else if (layout.isFresh !== true || this.current.trim() !== '' || this.pending !== '')
        this.newLine(indent)
    } else this.group(indent, isFlat, layout)
  }

  private group(
    indent: number,
    isFlat: boolean,
    layout: { readonly body: Layout; readonly mustBreak: boolean; readonly width?: number },
  ): void {
    const flat = { indent, isFlat: true, layout: layout.body }
    const width = layout.width ?? this.width
    const goesFlat = !layout.mustBreak && (isFlat || fits(flat, this.commands, width - this.column))
    this.commands.push(goesFlat ? flat : { indent, isFlat: false, layout: layout.body })
  }

  private write(text: string): void {
    this.current += text
    const end = text.lastIndexOf('\n')
    this.column = end < 0 ? this.column + text.length : text.length - end - 1
  }

  private newLine(indent: number): void {
    this.endLine()
    this.current = ' '.repeat(indent)
    this.column = indent
  }

  /** A line ends with one comment; one more takes its place, and the first goes above. */
  private suffix(text: string): void {
    if (this.pending !== '') this.lines.push(`${/^ */.exec(this.current)?.[0] ?? ''}${this.pending}`)
    this.pending = text
  }

  private endLine(): void {
    const trimmed = this.current.replace(/ +$/, '')
    this.lines.push([trimmed, this.pending].filter((part) => part !== '').join(' '))
    this.pending = ''
  }
}

/** Sets a layout in lines of at most so many columns, where it has places to break. */
export const print = (layout: Layout, width: number): string => new Printer(layout, width).run()
