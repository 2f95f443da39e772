import { Collector } from '../../diagnostic/collector.ts'
import { SourceDocument } from '../../diagnostic/document.ts'
import type { Span } from '../../diagnostic/span.ts'
import { parseExpression } from '../../syntax/parse.ts'
import type { SetStatement } from '../../syntax/ast/index.ts'
import type { Literal } from '../checked/expression.ts'
import type { Context } from '../expression/context.ts'
import { fold } from '../expression/fold.ts'
import { literal } from '../expression/literal.ts'
import type { Declaration } from '../names/declarations.ts'
import { BROKEN, found, UNKNOWN, type Lookup } from '../names/place.ts'
import { Scope, type Constants } from '../names/scope.ts'
import type { Workspace } from './workspace.ts'

const PROFILE: Span = { start: 0, end: 0 }

/** Constants made by SET, each computed once, where it is first used. */
export class ConstantTable implements Constants {
  private readonly workspace: Workspace
  private readonly values = new Map<string, Literal | undefined>()
  private readonly open = new Set<string>()

  constructor(workspace: Workspace) {
    this.workspace = workspace
  }

  names(): readonly string[] {
    return this.workspace.declarations.names('set')
  }

  has(name: string): boolean {
    return this.workspace.declarations.of('set', name) !== undefined
  }

  lookup(name: string, span: Span): Lookup {
    const { declarations, used } = this.workspace
    const declaration = declarations.of('set', name)
    if (declaration === undefined)
      return declarations.isUnread({ text: name, quoted: 'none', span }) ? BROKEN : UNKNOWN
    used.add(name)
    const value = this.value(name, declaration)
    return value === undefined ? BROKEN : found({ ...value, span })
  }

  /** The constant's value; undefined where it is broken, with a finding. */
  value(name: string, declaration: Declaration<SetStatement>): Literal | undefined {
    if (this.values.has(name)) return this.values.get(name)
    const context = this.workspace.context(declaration.document, new Scope({ constants: this }))
    const { statement } = declaration
    if (this.open.has(name))
      return context.report('not-constant', statement.name, { message: `\`${name}\` is defined by itself` })
    this.open.add(name)
    const own = this.compute(context, statement)
    this.open.delete(name)
    const value = own && (this.ofProfile(context, name, own, statement) ?? own)
    this.values.set(name, value)
    return value
  }

  private compute(context: Context, statement: SetStatement): Literal | undefined {
    const checked = context.check(statement.value)
    if (checked === undefined) return undefined
    const folded = fold(context, checked)
    if (folded.kind === 'failed')
      return context.report(folded.error.slug, statement.value, { message: folded.error.message })
    if (folded.kind === 'varies')
      return context.report('not-constant', statement.value, {
        message: `SET ${statement.name.text} needs a constant, and this depends on the record or the clock`,
      })
    return { ...literal(folded.value, checked.type.kind, checked.span), type: checked.type }
  }

  /** The profile's value in place of the statement's, which says what type it has. */
  private ofProfile(
    context: Context,
    name: string,
    own: Literal,
    statement: SetStatement,
  ): Literal | undefined {
    const { constants } = this.workspace.options
    if (constants === undefined || !Object.hasOwn(constants, name)) return undefined
    const given = constants[name]
    if (typeof given === 'string' && own.type.kind === 'STRING') return { ...own, value: given }
    const document = new SourceDocument('profile', String(given))
    const silent = new Collector()
    const node = parseExpression(document, silent)
    const inner = this.workspace.context(document)
    const checked = node && inner.check(node)
    const folded = checked && fold(inner, checked)
    if (checked?.type.kind === own.type.kind && folded?.kind === 'value')
      return { ...literal(folded.value, checked.type.kind, PROFILE), type: checked.type }
    return context.report('bad-option-value', statement.name, {
      message: `the profile gives \`${name}\` the value ${String(given)}, which is no ${own.type.kind}`,
    })
  }
}
