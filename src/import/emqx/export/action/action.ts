import type { Slug } from '../../../../diagnostic/codes.ts'
import type { Span } from '../../../../diagnostic/span.ts'
import { PlacedRefusal } from '../../refusal.ts'
import { nameCode, textLiteral, type Piece } from '../../rewrite/piece.ts'
import { memberOf, textAt, type ExportNode } from '../node.ts'
import type { OutputScope } from '../template.ts'
import { isWhole, singleValue, templateText, writtenText } from '../template.ts'

/** What the carrying of one action may ask and say. */
export interface ActionContext {
  readonly scope: OutputScope
  /** Name of the rule, for rules that read it. */
  readonly rule: string
  /** Name of the connection that rows go to. */
  readonly connection: string
  readonly parameters: ExportNode
  /** The connector of the action, as far as the export has it. */
  readonly settings: ExportNode | undefined
  readonly span: Span
  warn(slug: Slug, span: Span, message: string, help?: string): void
}

/** Targets of the rule, or a rule that reads it where a target wants other columns. */
export interface CarriedAction {
  readonly targets: readonly string[]
  readonly rules: readonly string[]
}

export type CarryAction = (context: ActionContext) => CarriedAction

export interface Setting {
  readonly name: string
  readonly code: string
}

/** `connection (a = 1, b = 2) [WHEN …]` */
export const targetText = (connection: string, settings: readonly Setting[], when?: string): string => {
  const options = settings.map(({ name, code }) => `${name} = ${code}`).join(', ')
  return `${nameCode(connection)}${options === '' ? '' : ` (${options})`}${when === undefined ? '' : ` WHEN ${when}`}`
}

export const toTarget = (target: string): CarriedAction => ({ targets: [target], rules: [] })

export const refuse = (span: Span, message: string, help?: string): PlacedRefusal =>
  new PlacedRefusal('emqx-action', span, message, help)

/** A template that must be there. */
export const neededTemplate = (context: ActionContext, ...path: readonly string[]): Piece => {
  const template = textAt(context.parameters, ...path)
  if (template === undefined || template === '')
    throw refuse(
      context.span,
      `the action has no \`${path.join('.')}\``,
      'export the action with its parameters',
    )
  return templateText(context.scope, template)
}

/** What a message consists of: nothing to say where it is the row as it is. */
export const valueSettings = (context: ActionContext, template: string): readonly Setting[] => {
  if (template === '' || isWhole(template)) return [{ name: 'nulls', code: "'omit'" }]
  return [{ name: 'value', code: templateText(context.scope, template).code }]
}

/** A key that is left out where it is missing. */
export const keySetting = (context: ActionContext, template: string): readonly Setting[] => {
  if (template === '') return []
  const single = singleValue(context.scope, template)
  if (single === 'missing') return []
  if (single === undefined) return [{ name: 'key', code: templateText(context.scope, template).code }]
  const isText = (single.kinds & ~33) === 0
  const code = isText ? single.code : `CASE WHEN ${single.code} IS NOT NULL THEN ${writtenText(single)} END`
  return [{ name: 'key', code }]
}

/** Texts by name, as an object. */
export const textObject = (
  context: ActionContext,
  entries: readonly (readonly [string, string])[],
): string | undefined => {
  if (entries.length === 0) return undefined
  const members = entries.map(
    ([name, template]) => `${textLiteral(name)}: ${templateText(context.scope, template).code}`,
  )
  return `{${members.join(', ')}}`
}

/** Settings that change how rows are delivered, told once. */
export const warnSettings = (context: ActionContext, names: readonly string[]): void => {
  const found = names.filter((name) => memberOf(context.parameters, name) !== undefined)
  if (found.length > 0) context.warn('emqx-setting', context.span, `not carried over: ${found.join(', ')}`)
}
