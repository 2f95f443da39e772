/** A field of CSV; an empty one without quotes is NULL, one in quotes is empty text. */
export type CsvField = string | null

type State = 'start' | 'plain' | 'quoted' | 'closed'

/** Reads CSV by RFC 4180 piece by piece. Throws an Error that names the line where it is not well formed. */
export class CsvReader {
  private readonly separator: string
  private readonly row: (fields: readonly CsvField[], line: number) => void
  private state: State = 'start'
  private field = ''
  private fields: CsvField[] = []
  private line = 1
  private rowLine = 1
  private isAfterReturn = false

  constructor(separator: string, row: (fields: readonly CsvField[], line: number) => void) {
    this.separator = separator
    this.row = row
  }

  push(text: string): void {
    for (const character of text) this.take(character)
  }

  end(): void {
    if (this.state === 'quoted') throw new Error(`line ${String(this.rowLine)}: a quote is not closed`)
    if (this.state !== 'start' || this.fields.length > 0) this.endRow()
  }

  private take(character: string): void {
    const wasReturn = this.isAfterReturn
    this.isAfterReturn = false
    if (this.state === 'quoted') {
      if (character === '\n') this.line++
      if (character === '"') this.state = 'closed'
      else this.field += character
      return
    }
    if (wasReturn && character === '\n') return
    if (character === '\n' || character === '\r') {
      this.isAfterReturn = character === '\r'
      this.endRow()
    } else if (character === this.separator) this.endField()
    else if (character === '"') this.quote()
    else if (this.state === 'closed')
      throw new Error(`line ${String(this.line)}: text behind a closing quote`)
    else {
      this.state = 'plain'
      this.field += character
    }
  }

  private quote(): void {
    if (this.state === 'plain')
      throw new Error(`line ${String(this.line)}: a quote inside a field without quotes`)
    if (this.state === 'closed') this.field += '"'
    this.state = 'quoted'
  }

  private endField(): void {
    this.fields.push(this.state === 'start' ? null : this.field)
    this.field = ''
    this.state = 'start'
  }

  private endRow(): void {
    const isBlank = this.state === 'start' && this.fields.length === 0
    if (!isBlank) {
      this.endField()
      this.row(this.fields, this.rowLine)
      this.fields = []
    }
    this.line++
    this.rowLine = this.line
  }
}
