import type { Expected } from '../../syntax/ast/index.ts'
import { parseTimestamp, timestampText } from '../../types/timestamp.ts'
import type { Type } from '../../types/type.ts'
import type { Context } from '../expression/context.ts'
import { show } from '../typing/show.ts'

type Value = Extract<Expected, { kind: 'value' }>

const kindOfText = (text: string): 'NULL' | 'BOOLEAN' | 'STRING' | 'NUMBER' =>
  text === 'null'
    ? 'NULL'
    : text === 'true' || text === 'false'
      ? 'BOOLEAN'
      : text.startsWith('"')
        ? 'STRING'
        : 'NUMBER'

/** How values of a type stand in the JSON of a row. */
const written: Readonly<Record<Type['kind'], ReturnType<typeof kindOfText> | 'ARRAY' | 'OBJECT' | 'ANY'>> = {
  BOOLEAN: 'BOOLEAN',
  INTEGER: 'NUMBER',
  DOUBLE: 'NUMBER',
  DECIMAL: 'NUMBER',
  STRING: 'STRING',
  BYTES: 'STRING',
  TIMESTAMP: 'STRING',
  DURATION: 'STRING',
  ARRAY: 'ARRAY',
  OBJECT: 'OBJECT',
  ANY: 'ANY',
  NULL: 'NULL',
}

/** Looks for what a value of the column's type can never be. `called` names the column in messages. */
export class ExpectedValue {
  private readonly context: Context

  constructor(context: Context) {
    this.context = context
  }

  check(value: Expected, type: Type, called: string): void {
    if (type.kind === 'ANY' || value.kind === 'any') return
    switch (value.kind) {
      case 'value':
        this.scalar(value, type, called)
        return
      case 'near':
        if (written[type.kind] !== 'NUMBER') this.never(value, type, called, 'a number')
        return
      case 'array':
        if (type.kind !== 'ARRAY') this.never(value, type, called, 'an array')
        else
          for (const element of value.elements)
            this.check(element, type.element ?? { kind: 'ANY', nullable: true }, `an element of ${called}`)
        return
      case 'object':
        if (type.kind !== 'OBJECT') this.never(value, type, called, 'an object')
        else if (type.fields !== undefined) this.members(value, type.fields, called, false)
    }
  }

  /** The members of an object whose shape is known. `mayOmit`: what is NULL may be left out. */
  members(
    value: Extract<Expected, { kind: 'object' }>,
    columns: readonly { readonly name: string; readonly type: Type }[],
    called: string,
    mayOmit: boolean,
  ): void {
    const { context } = this
    const names = columns.map((column) => column.name)
    for (const member of value.members) {
      const column = columns.find((one) => one.name === member.name)
      if (column !== undefined) {
        this.check(member.value, column.type, `\`${member.name}\``)
        continue
      }
      const close = context.nearest(member.name, names)
      context.report('expect-never', member, {
        message: `${called} has no column \`${member.name}\``,
        ...(close === undefined
          ? { help: `its columns are ${names.join(', ')}` }
          : {
              help: `did you mean \`${close}\`?`,
              fix: {
                title: `write ${close}`,
                edits: [{ span: member.span, text: JSON.stringify(close) }],
              },
            }),
      })
    }
    if (value.partial) return
    const given = new Set(value.members.map((member) => member.name))
    const missing = columns.filter(({ name, type }) => !given.has(name) && !(mayOmit && type.nullable))
    if (missing.length === 0 || value.members.some((member) => !names.includes(member.name))) return
    context.report('expect-never', value, {
      message: `${called} has also ${missing.map(({ name }) => `\`${name}\``).join(', ')}`,
      help: 'every column is expected, with ANY where its value does not matter; CONTAINING {…} leaves columns out',
    })
  }

  private scalar(value: Value, type: Type, called: string): void {
    const kind = kindOfText(value.text)
    if (kind === 'NULL') {
      if (!type.nullable && type.kind !== 'NULL')
        this.context.report('expect-never', value, {
          message: `${called} is ${show(type)} and never NULL`,
        })
      return
    }
    if (kind !== written[type.kind]) {
      this.never(value, type, called, kind === 'STRING' ? 'text' : value.text)
      return
    }
    if (type.kind === 'INTEGER' && /[.eE]/.test(value.text))
      this.never(value, type, called, value.text, 'an INTEGER is written without point and exponent')
    if (type.kind === 'TIMESTAMP') this.timestamp(value, called)
  }

  private timestamp(value: Value, called: string): void {
    const text = JSON.parse(value.text) as string
    const ms = parseTimestamp(text)
    if (!Number.isNaN(ms) && timestampText(ms) === text) return
    const right = Number.isNaN(ms) ? '2026-01-01T10:00:00Z' : timestampText(ms)
    const span = value.span
    this.context.report('expect-never', value, {
      message: `${called} is a TIMESTAMP, and no row has it written like this`,
      help: `rows have it in UTC, with milliseconds only where they are not zero: "${right}"`,
      ...(Number.isNaN(ms)
        ? {}
        : { fix: { title: 'write it in UTC', edits: [{ span, text: `"${right}"` }] } }),
    })
  }

  private never(value: Expected, type: Type, called: string, found: string, help?: string): void {
    const usual = help ?? hints[type.kind]
    this.context.report('expect-never', value, {
      message: `${called} is ${show(type)}, and ${found} is expected`,
      ...(usual === undefined ? {} : { help: usual }),
    })
  }
}

const NO_QUOTES = 'numbers, true and false stand without quotes'

const hints: Partial<Record<Type['kind'], string>> = {
  BOOLEAN: NO_QUOTES,
  INTEGER: NO_QUOTES,
  DOUBLE: NO_QUOTES,
  DECIMAL: NO_QUOTES,
  STRING: 'text stands in double quotes here, as in JSON',
  BYTES: 'BYTES stand in a row as base64 text',
  TIMESTAMP: 'rows have it as text in UTC: "2026-01-01T10:00:00Z"',
  DURATION: 'a DURATION is written as ISO 8601 text: "PT1H"',
}
