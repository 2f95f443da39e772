import type { Slug } from '../../../diagnostic/codes.ts'
import type { Span } from '../../../diagnostic/span.ts'
import { Refusal } from '../refusal.ts'
import type { Expr, Path, Step } from '../sql/ast.ts'
import type { Columns } from './columns.ts'
import { rewriteCondition } from './conditions.ts'
import type { Context, NoteName } from './context.ts'
import { rewriteValue } from './expression.ts'
import { UNDEFINED } from './kinds.ts'
import { placePiece, type Place } from './output.ts'
import { enter, enterPayload } from './path.ts'
import { missingTest, nameCode, piece, solid, type Condition, type Piece } from './piece.ts'

const CODE_LENGTH_MAX = 20_000

/** What the whole rule shares: its text, its columns, and what was said about it so far. */
export interface Surroundings {
  readonly text: string
  readonly columns: Columns
  readonly notes: Set<NoteName>
  readonly exact: boolean
  warn(slug: Slug, span: Span, message: string, help?: string): void
}

/** What a clause sees beside the columns. */
export interface Visible {
  /** Outputs made so far. */
  readonly outputs: ReadonlyMap<string, Place>
  /** Outputs that may be read by their names: written once, and no column is called so. */
  readonly named: ReadonlySet<string>
  /** The element of FOREACH, and what its earlier expressions are called. */
  readonly bound: ReadonlyMap<string, Piece>
  /** WHERE and INCASE: EMQX's context functions see nothing there. */
  readonly isCondition: boolean
  /** INCASE, which filters elements and not messages. */
  readonly isElement?: true
}

/** The rewriting of one clause. */
export class Clause implements Context {
  private readonly around: Surroundings
  private readonly visible: Visible

  constructor(around: Surroundings, visible: Visible) {
    this.around = around
    this.visible = visible
  }

  get exact(): boolean {
    return this.around.exact
  }

  get isElement(): boolean {
    return this.visible.isElement === true
  }

  value(expr: Expr): Piece {
    return this.limited(expr, rewriteValue(this, expr))
  }

  condition(expr: Expr, filters: boolean): Condition {
    return this.limited(expr, rewriteCondition(this, expr, filters))
  }

  resolve(path: Path): Piece {
    const [first, ...rest] = path.steps
    if (first?.kind !== 'key') throw new Error('a path without a name')
    const bound = this.visible.bound.get(first.name)
    if (bound !== undefined) return enter(this, bound, rest)
    const output = this.output(first.name, rest)
    if (output === undefined) return this.column(path, first.name, rest)
    const missing = missingTest(output)
    if (missing === undefined || !this.around.columns.isKnown(first.name)) return output
    const column = this.column(path, first.name, rest)
    if (column.code === output.code || column.code.startsWith('attribute(')) return output
    const code = `CASE WHEN ${missing} THEN ${column.code} ELSE ${output.code} END`
    return piece(code, (output.kinds & ~UNDEFINED) | column.kinds)
  }

  contextColumn(name: string): Piece | undefined {
    return this.visible.isCondition ? undefined : this.around.columns.column(name)
  }

  isPayload(expr: Expr): boolean {
    if (expr.kind === 'call')
      return expr.name === 'payload' && expr.args.length === 0 && !this.visible.isCondition
    if (expr.kind !== 'path' || expr.steps.length !== 1) return false
    const [first] = expr.steps
    const isOwn = first?.kind === 'key' && first.name === 'payload'
    return isOwn && !this.visible.bound.has('payload') && this.output('payload', []) === undefined
  }

  warn(slug: Slug, span: Span, message: string, help?: string): void {
    this.around.warn(slug, span, message, help)
  }

  note(name: NoteName): void {
    this.around.notes.add(name)
  }

  textOf(span: Span): string {
    return this.around.text.slice(span.start, span.end)
  }

  /** What is compared is written more than once, so that nesting could make it grow without end. */
  private limited<T extends { readonly code: string }>(expr: Expr, part: T): T {
    if (part.code.length <= CODE_LENGTH_MAX) return part
    throw new Refusal(
      'emqx-not-carried',
      expr.span,
      'spelt out kind by kind, this would be too long to read',
      'name its parts with AS, and use the names',
    )
  }

  private column(path: Path, name: string, rest: readonly Step[]): Piece {
    const { columns } = this.around
    if (!columns.isKnown(name))
      this.warn(
        'emqx-unknown-column',
        path.span,
        `EMQX has no column \`${name}\` here, so it is undefined there`,
        name === 'payload' ? undefined : `a field of the message is \`payload.${name}\``,
      )
    if (name === 'payload' && rest.length > 0) return enterPayload(this, rest)
    const [first, ...more] = rest
    const member = first?.kind === 'key' ? columns.member(name, first.name) : undefined
    return member === undefined ? enter(this, columns.column(name), rest) : enter(this, member, more)
  }

  /** What an output made before has at a path; undefined where it has nothing. */
  private output(name: string, rest: readonly Step[]): Piece | undefined {
    let place = this.visible.outputs.get(name)
    if (place === undefined) return undefined
    if (place.kind === 'value' && this.visible.named.has(name)) {
      const { kinds, source } = solid(place.piece)
      const alias = piece(nameCode(name), kinds, { cheap: true, ...(source === undefined ? {} : { source }) })
      return enter(this, alias, rest)
    }
    for (const [k, step] of rest.entries()) {
      if (place.kind === 'value') {
        if (place.isPayload) return undefined
        return enter(this, place.piece, rest.slice(k))
      }
      const inner: Place | undefined =
        step.kind === 'key' && place.kind === 'object' ? place.members.get(step.name) : undefined
      if (inner === undefined) return undefined
      place = inner
    }
    return placePiece(place)
  }
}
