import type { Slug } from '../../../diagnostic/codes.ts'
import type { Span } from '../../../diagnostic/span.ts'
import { filterProblem } from '../../../stream/topic-filter.ts'
import { Refusal } from '../refusal.ts'
import type { Field, From, PutStep, Statement } from '../sql/ast.ts'
import { Clause, type Surroundings, type Visible } from './clause.ts'
import { Columns } from './columns.ts'
import type { NoteName } from './context.ts'
import { ANYTHING, LIST, only } from './kinds.ts'
import { outputItems, put, valuePlace, type Place } from './output.ts'
import { nameCode, piece, textLiteral, type Piece } from './piece.ts'
import { solidValue, warnBytes } from './text.ts'

/** A warning about what was carried over. */
export interface Warning {
  readonly slug: Slug
  readonly span: Span
  readonly message: string
  readonly help?: string
}

/** How rules are carried over. */
export interface ImportMode {
  /** Text beside a number is read as EMQX reads it, and not as JSON writes numbers. */
  readonly exact: boolean
}

/** A rule's query in the rule language, before its targets are known. */
export interface RewrittenQuery {
  /** `SELECT … FROM … WHERE …` or `FOREACH …`. */
  readonly text: string
  readonly outputs: ReadonlyMap<string, Place>
  readonly columns: Columns
  readonly notes: ReadonlySet<NoteName>
  readonly warnings: readonly Warning[]
  /** The name in front of input columns that an output hides. */
  readonly inputAlias: string
}

const contextNames = 'topic payload qos retain timestamp clientid username pub_props flags'.split(' ')
const INPUT = /\u0001(\w+)/g

/** Names of single outputs that are written once, so that what reads them may say their name. */
const readableNames = (fields: readonly Field[], columns: Columns): ReadonlySet<string> => {
  const roots = fields.flatMap((field): readonly string[] =>
    field.kind === 'value' ? [rootOf(field) ?? ''] : columns.all,
  )
  const isSingle = (name: string): boolean => roots.filter((root) => root === name).length === 1
  const single = fields.flatMap((field) =>
    field.kind === 'value' && field.alias?.length === 1 ? [rootOf(field) ?? ''] : [],
  )
  return new Set(single.filter((name) => isSingle(name) && !contextNames.includes(name)))
}

const rootOf = (field: Field & { kind: 'value' }): string | undefined => {
  const [step] = field.alias ?? implied(field) ?? []
  return step?.kind === 'key' ? step.name : undefined
}

/** Where the value of a field without AS goes: a path keeps its steps, text is its own name. */
const implied = (field: Field & { kind: 'value' }): readonly PutStep[] | undefined => {
  const { value } = field
  if (value.kind === 'slice') return implied({ ...field, value: value.target })
  if (value.kind === 'text') return [{ kind: 'key', name: value.value, span: value.span }]
  if (value.kind !== 'path') return undefined
  return value.steps.map((step): PutStep => {
    if (step.kind === 'key') return step
    const { index } = step
    if (index.kind !== 'number')
      throw new Refusal(
        'emqx-put-index',
        step.span,
        'a place that varies names an output',
        'name the output with AS',
      )
    const at = Number(index.text)
    return { kind: 'index', at: Object.is(at, -0) ? 'tail' : at === 0 ? 'head' : at, span: step.span }
  })
}

/** The rewriting of one statement. */
class QueryRewriter {
  private readonly statement: Statement
  private readonly around: Surroundings
  private readonly warnings: Warning[] = []
  private readonly notes = new Set<NoteName>()
  private readonly columns: Columns
  private unnamed = 0

  constructor(statement: Statement, text: string, { exact }: ImportMode) {
    this.statement = statement
    this.columns = new Columns(statement.from.map((one) => one.name))
    this.around = {
      text,
      columns: this.columns,
      notes: this.notes,
      exact,
      warn: (slug, span, message, help) => {
        this.warnings.push({ slug, span, message, ...(help === undefined ? {} : { help }) })
      },
    }
  }

  rewrite(): RewrittenQuery {
    const { statement } = this
    const from = statement.from.map(sourceCode)
    const parts = statement.foreach === undefined ? this.select() : this.foreach(statement.foreach)
    const inputAlias = ['m', 'input', 'message_in'].find((name) => !parts.outputs.has(name)) ?? 'm_in'
    const hidden = hiddenNames(parts)
    const show = (code: string): string =>
      code.replace(INPUT, (_, name: string) => (hidden.has(name) ? `${inputAlias}.${name}` : name))
    const clauses = [
      ...parts.head,
      `FROM ${from.join(', ')}${hidden.size > 0 ? ` AS ${inputAlias}` : ''}`,
      ...(parts.where === undefined ? [] : [`WHERE ${parts.where}`]),
    ]
    return {
      text: show(clauses.join('\n')),
      outputs: parts.outputs,
      columns: this.columns,
      notes: this.notes,
      warnings: this.warnings,
      inputAlias,
    }
  }

  private select(): Parts {
    const fields = this.statement.fields ?? []
    const bound = new Map<string, Piece>()
    const outputs = this.fields(fields, bound)
    const where = this.where(outputs, readableNames(fields, this.columns), bound)
    return { head: [`SELECT ${outputItems(outputs).join(', ')}`], where, outputs }
  }

  private where(
    outputs: ReadonlyMap<string, Place>,
    named: ReadonlySet<string>,
    bound: ReadonlyMap<string, Piece>,
  ): string | undefined {
    const { where } = this.statement
    if (where === undefined) return undefined
    return new Clause(this.around, { outputs, named, bound, isCondition: true }).condition(where, true).code
  }

  private fields(fields: readonly Field[], bound: ReadonlyMap<string, Piece>): ReadonlyMap<string, Place> {
    const outputs = new Map<string, Place>()
    const named = readableNames(fields, this.columns)
    for (const field of fields) {
      if (field.kind === 'star') this.star(outputs, bound)
      else {
        const visible: Visible = { outputs, named, bound, isCondition: false }
        const clause = new Clause(this.around, visible)
        const value = clause.value(field.value)
        warnBytes(clause, value, field.value.span)
        this.put(outputs, this.path(field), value, clause.isPayload(field.value))
      }
    }
    return outputs
  }

  private put(outputs: Map<string, Place>, path: readonly PutStep[], value: Piece, isPayload: boolean): void {
    const [first, ...rest] = path
    if (first?.kind !== 'key') throw new Error('an output without a name')
    const old = outputs.get(first.name)
    outputs.set(
      first.name,
      isPayload && path.length === 1 ? valuePlace(value, first.name === 'payload') : put(old, rest, value),
    )
  }

  private star(outputs: Map<string, Place>, bound: ReadonlyMap<string, Piece>): void {
    for (const name of this.columns.all)
      outputs.set(name, valuePlace(this.columns.column(name), name === 'payload'))
    for (const [name, value] of bound) outputs.set(name, valuePlace(value))
  }

  /** Calls and operators without AS get a key by chance in EMQX, which nobody can have relied on. */
  private path(field: Field & { kind: 'value' }): readonly PutStep[] {
    const path = field.alias ?? implied(field)
    if (path !== undefined) return path
    this.unnamed += 1
    const name = field.value.kind === 'call' ? field.value.name.replaceAll('.', '_') : 'value'
    const unique = `${name}_${String(this.unnamed)}`
    this.around.warn(
      'emqx-unnamed-output',
      field.span,
      `EMQX gives this output a key by chance; it is called \`${unique}\` here`,
      'name it with AS',
    )
    return [{ kind: 'key', name: unique, span: field.span }]
  }

  private foreach(expressions: readonly Field[]): Parts {
    const { fields, incase } = this.statement
    const bound = new Map<string, Piece>()
    const selected: [string, Piece][] = []
    let array: { name: string; code: string } | undefined
    for (const [k, field] of expressions.entries()) {
      if (field.kind === 'star')
        throw new Refusal('emqx-syntax', field.span, 'FOREACH takes expressions, and `*` is none')
      const isLast = k === expressions.length - 1
      const clause = new Clause(this.around, this.visible(bound))
      const value = clause.isPayload(field.value)
        ? piece('\u0001payload', ANYTHING, { cheap: true })
        : solidValue(clause, field.value)
      const alias = field.alias ?? (isLast ? undefined : implied(field))
      const name = alias?.length === 1 && alias[0]?.kind === 'key' ? alias[0].name : 'item'
      if (isLast) array = { name, code: only(value.kinds, LIST) ? value.code : listOnly(value) }
      else if (alias !== undefined) {
        bound.set(name, value)
        selected.push([name, value])
      }
    }
    if (array === undefined) throw new Error('FOREACH without an expression')
    const where = this.where(new Map(), new Set(), bound)
    const inside = new Map(bound).set(array.name, piece(nameCode(array.name), ANYTHING, { cheap: true }))
    const seen: Visible = { ...this.visible(inside), isCondition: true, isElement: true }
    const condition = incase && new Clause(this.around, seen).condition(incase, true).code
    const outputs = this.fields(fields ?? [{ kind: 'star', span: { start: 0, end: 0 } }], inside)
    const head = [
      `FOREACH ${array.code} AS ${nameCode(array.name)}`,
      `DO ${outputItems(outputs).join(', ')}`,
      ...(condition === undefined ? [] : [`INCASE ${condition}`]),
    ]
    return { head, where, outputs }
  }

  private visible(bound: ReadonlyMap<string, Piece>): Visible {
    return { outputs: new Map(), named: new Set(), bound, isCondition: false }
  }
}

interface Parts {
  readonly head: readonly string[]
  readonly where: string | undefined
  readonly outputs: ReadonlyMap<string, Place>
}

/** What is no list has no elements. */
const listOnly = (value: Piece): string =>
  `CASE typeof(${value.code}) WHEN 'ARRAY' THEN ${value.code} ELSE [] END`

/** Input columns that are read while an output of their name means something else. */
const hiddenNames = (parts: Parts): ReadonlySet<string> => {
  const text = [...parts.head, parts.where ?? ''].join('\n')
  const read = new Set([...text.matchAll(INPUT)].map((match) => match[1] ?? ''))
  return new Set(
    [...read].filter((name) => {
      const place = parts.outputs.get(name)
      return place !== undefined && !isPlain(name, place)
    }),
  )
}

/** Is the output nothing but what the input has there? */
const isPlain = (name: string, place: Place): boolean => {
  if (place.kind === 'value') return place.piece.code === `\u0001${name}`
  if (place.kind === 'list') return false
  return [...place.members].every(
    ([member, inner]) => inner.kind === 'value' && inner.piece.code === `\u0001${name}.${member}`,
  )
}

const sourceCode = (source: From): string => {
  const bridge = /^\$(?:bridges|sources)\/([^:]+):/.exec(source.name)
  if (bridge !== null)
    throw new Refusal(
      'emqx-other-source',
      source.span,
      `\`${source.name}\` is a source of type ${bridge[1] ?? ''}, which is set up in EMQX`,
      'declare a STREAM on a connection of that type, and read it with FROM and its name',
    )
  const problem = filterProblem(source.name)
  if (problem !== undefined) throw new Refusal('emqx-other-source', source.span, problem)
  return textLiteral(source.name)
}

/** The query of one rule; a Refusal says what cannot be carried over. */
export const rewriteQuery = (statement: Statement, text: string, mode: ImportMode): RewrittenQuery =>
  new QueryRewriter(statement, text, mode).rewrite()
