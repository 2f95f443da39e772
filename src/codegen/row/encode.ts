import { js, type Code } from '../../emit/code.ts'
import type { Type } from '../../types/type.ts'
import { outputText } from '../../types/json/write.ts'
import { copySpan, valueWriter } from '../runtime/encode.ts'
import { emitAlias } from '../expression/read.ts'
import { canBeNull, type Scope } from '../scope.ts'
import { payloadPath } from '../slots/stream-layout.ts'
import { emitSourceText, originOf } from './source-text.ts'
import { arrayElements, type OutputNode } from './output-tree.ts'

/** Kinds whose JSON text in the payload is also their text in the output. */
const KEEPS_TEXT: ReadonlySet<Type['kind']> = new Set([
  'ANY',
  'STRING',
  'INTEGER',
  'DOUBLE',
  'DECIMAL',
  'BOOLEAN',
  'ARRAY',
  'OBJECT',
])

/** Emits the encoding of a row as JSON text; constant text is gathered and written in one go. */
export class RowEncoder {
  private readonly scope: Scope
  private readonly writer: Code
  private readonly omitNulls: boolean
  private pending = ''

  constructor(scope: Scope, writer: Code, omitNulls: boolean) {
    this.scope = scope
    this.writer = writer
    this.omitNulls = omitNulls
  }

  encode(node: OutputNode): void {
    this.node(node)
    this.flush()
  }

  private flush(): void {
    if (this.pending === '') return
    const bytes = this.scope.constant(new TextEncoder().encode(this.pending))
    this.scope.emitter.line(js`${this.writer}.bytes(${bytes})`)
    this.pending = ''
  }

  private node(node: OutputNode): void {
    switch (node.kind) {
      case 'leaf':
        this.leaf(node)
        return
      case 'object':
        if (this.omitNulls) this.sparseObject(node.members)
        else this.object(node.members)
        return
      case 'array':
        this.pending += '['
        arrayElements(node).forEach((element, index) => {
          if (index > 0) this.pending += ','
          if (element === undefined) this.pending += 'null'
          else this.node(element)
        })
        this.pending += ']'
    }
  }

  private object(members: ReadonlyMap<string, OutputNode>): void {
    let separator = '{'
    for (const [name, member] of members) {
      this.pending += `${separator}${JSON.stringify(name)}:`
      this.node(member)
      separator = ','
    }
    this.pending += members.size === 0 ? '{}' : '}'
  }

  /** `nulls = 'omit'`: each member writes its comma itself, as only the record tells which one is the first. */
  private sparseObject(members: ReadonlyMap<string, OutputNode>): void {
    const { emitter } = this.scope
    this.pending += '{'
    this.flush()
    const first = emitter.let(js`${this.writer}.at`)
    for (const [name, member] of members) {
      const write = (): void => {
        emitter.line(js`if (${this.writer}.at !== ${first}) ${this.writer}.byte(44)`)
        this.pending += `${JSON.stringify(name)}:`
        this.node(member)
        this.flush()
      }
      if (member.kind === 'leaf' && canBeNull(member.expression)) {
        const value = emitAlias(this.scope, member.item)
        emitter.branch(js`${value} != null`, write)
      } else write()
    }
    this.pending += '}'
  }

  private leaf(node: Extract<OutputNode, { kind: 'leaf' }>): void {
    const { scope, writer } = this
    const { expression } = node
    if (expression.kind === 'literal') {
      this.pending += outputText(expression.value, expression.type)
      return
    }
    const origin = originOf(scope, expression)
    const keepsText = KEEPS_TEXT.has(expression.type.kind)
    const path = keepsText ? payloadPath(origin.scope.layout, origin.expression) : undefined
    if (path === undefined) {
      this.value(node)
      return
    }
    this.flush()
    const { start, end } = scope.slot(scope.layout.slots.slot(path))
    scope.emitter.line(js`${scope.constant(copySpan)}(${writer}, b, ${start}, ${end})`)
  }

  private value({ item, expression }: Extract<OutputNode, { kind: 'leaf' }>): void {
    const { scope, writer } = this
    const value = emitAlias(scope, item)
    const text = emitSourceText(scope, expression)
    this.flush()
    const write = (): void => {
      scope.emitter.line(js`${scope.constant(valueWriter(expression.type))}(${writer}, ${value})`)
    }
    if (text === undefined) write()
    else
      scope.emitter.branch(js`${text} === undefined`, write, () => {
        scope.emitter.line(js`${writer}.ascii(${text})`)
      })
  }
}

/** Emits the value of a top-level output column, nested output included, for sinks that take columns. */
export const emitColumnValue = (scope: Scope, node: OutputNode): Code => {
  switch (node.kind) {
    case 'leaf':
      return js`${emitAlias(scope, node.item)} ?? null`
    case 'object': {
      const names = scope.constant([...node.members.keys()])
      const values = [...node.members.values()].map((member) => emitColumnValue(scope, member))
      return js`x.object(${names}, [${list(values)}])`
    }
    case 'array':
      return js`[${list(arrayElements(node).map((e) => (e === undefined ? js`null` : emitColumnValue(scope, e))))}]`
  }
}

const list = (codes: readonly Code[]): Code =>
  codes.reduce<Code | undefined>(
    (all, one) => (all === undefined ? js`${one}` : js`${all}, ${one}`),
    undefined,
  ) ?? js``
