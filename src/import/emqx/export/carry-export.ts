import type { SourceDocument } from '../../../diagnostic/document.ts'
import type { CarriedTargets, RuleSource } from '../carry-rule.ts'
import type { Warning, RewrittenQuery } from '../rewrite/rule.ts'
import type { SqlText } from '../sql-text.ts'
import { refuse, type ActionContext } from './action/action.ts'
import { actionKinds, republish, type ActionKind } from './action/list.ts'
import { connectionOf, type ImportedConnection } from './connection.ts'
import type { Exported, ExportedRule, Named } from './exported.ts'
import { memberOf, textAt, type ExportNode, type TextNode } from './node.ts'
import { OutputScope } from './template.ts'

/** A name of the rule language made of any text. */
export const ruleName = (text: string): string => {
  const name = text.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, 'rule_')
  return name === '' || name === '_' ? 'imported' : name
}

/** SQL that stands in a text of the export. */
const sqlText = (document: SourceDocument, node: TextNode): SqlText => {
  const place = (offset: number): number =>
    node.places[Math.min(offset, node.places.length - 1)] ?? node.span.start
  return {
    document,
    text: node.value,
    place: (span) => ({ start: place(span.start), end: Math.max(place(span.end), place(span.start)) }),
  }
}

/** The broker itself, which republished messages go back to. */
const BROKER = 'emqx'

const UNSURE = 'a whole number that is a float in EMQX has a point in its text there (2.0), and none here'

/** What the rule calls its message, where a column of it would else be hidden. */
const inputOf = ({ inputAlias, text }: RewrittenQuery): string | undefined =>
  new RegExp(`^FROM .* AS ${inputAlias}$`, 'm').test(text) ? inputAlias : undefined

/** The actions of one rule, one after the other. */
class ActionCarrier {
  private readonly exported: Exported
  private readonly rule: string
  private readonly query: RewrittenQuery
  private readonly warnings: Warning[] = []
  private readonly connections: ImportedConnection[]

  constructor(exported: Exported, rule: string, query: RewrittenQuery, connections: ImportedConnection[]) {
    this.exported = exported
    this.rule = rule
    this.query = query
    this.connections = connections
  }

  carry(actions: readonly ExportNode[]): CarriedTargets {
    if (actions.length === 0) return { targets: ['stdout'], rules: [], warnings: [] }
    const carried = actions.map((action) => this.action(action))
    return {
      targets: carried.flatMap((one) => one.targets),
      rules: carried.flatMap((one) => one.rules),
      warnings: this.warnings,
    }
  }

  private action(node: ExportNode): ReturnType<ActionKind['carry']> {
    const builtIn = textAt(node, 'function')
    if (builtIn === 'console') return { targets: ['stdout'], rules: [] }
    if (builtIn === 'republish')
      return republish.carry(this.context(memberOf(node, 'args') ?? node, BROKER, node, 'mqtt', undefined))
    if (builtIn !== undefined)
      throw refuse(node.span, `\`${builtIn}\` is a function of a plugin, which only EMQX can call`)
    return this.defined(node, node.kind === 'text' ? this.find(node) : inline(node))
  }

  private defined(node: ExportNode, action: Named): ReturnType<ActionKind['carry']> {
    const kind = actionKinds.get(action.type)
    if (kind === undefined)
      throw refuse(
        node.span,
        `Sluice has no connector for \`${action.type}\``,
        'send the rows to Kafka or HTTP, and from there on',
      )
    if (memberOf(action.node, 'fallback_actions') !== undefined)
      this.warn(
        'emqx-setting',
        node.span,
        'fallback actions are not carried over: rejected rows are dead letters',
      )
    const connectorName = textAt(action.node, 'connector') ?? action.name
    const connector = this.exported.connectors.find((one) => one.name === connectorName)
    const parameters = memberOf(action.node, 'parameters') ?? memberOf(action.node, 'kafka') ?? action.node
    const settings = connector?.node ?? action.node
    return kind.carry(this.context(parameters, ruleName(connectorName), node, kind.connector, settings))
  }

  private find(node: TextNode): Named {
    const [type = '', ...rest] = node.value.split(':')
    const name = rest.join(':')
    const found = this.exported.actions.find(
      (one) =>
        one.name === name && (one.type === type || actionKinds.get(one.type) === actionKinds.get(type)),
    )
    if (found !== undefined) return found
    if (!actionKinds.has(type))
      throw refuse(
        node.span,
        `Sluice has no connector for \`${type}\``,
        'send the rows to Kafka or HTTP, and from there on',
      )
    throw refuse(
      node.span,
      `the export has no action \`${node.value}\`, so what it sends is not known`,
      'export rules with their actions and connectors',
    )
  }

  private context(
    parameters: ExportNode,
    connection: string,
    node: ExportNode,
    connector: ActionKind['connector'],
    settings: ExportNode | undefined,
  ): ActionContext {
    this.connections.push(connectionOf(connection, connector, settings))
    return {
      scope: new OutputScope(this.query.outputs, inputOf(this.query), () => {
        this.warn('emqx-whole-float', node.span, UNSURE)
      }),
      rule: this.rule,
      connection,
      parameters,
      settings,
      span: node.span,
      warn: (slug, span, message, help) => {
        this.warn(slug, span, message, help)
      },
    }
  }

  private warn(slug: Warning['slug'], span: Warning['span'], message: string, help?: string): void {
    this.warnings.push({ slug, span, message, ...(help === undefined ? {} : { help }) })
  }
}

const inline = (node: ExportNode): Named => {
  const [, type = textAt(node, 'type') ?? '', name = textAt(node, 'name') ?? ''] =
    /^([^:]+):(.+)$/.exec(textAt(node, 'id') ?? '') ?? []
  return { type, name: name === '' ? type : name, node }
}

/** The rules of an export, each to be carried over by itself; `connections` gathers what they write to. */
export const exportedSources = (
  document: SourceDocument,
  exported: Exported,
  connections: ImportedConnection[],
): readonly RuleSource[] =>
  exported.rules.map((rule: ExportedRule) => {
    const name = ruleName(rule.id)
    return {
      name,
      prose: rule.description,
      sql: sqlText(document, rule.sql),
      targets: (query) => {
        const carried = new ActionCarrier(exported, name, query, connections).carry(rule.actions)
        if (rule.isOn) return carried
        const off: Warning = {
          slug: 'emqx-setting',
          span: rule.sql.span,
          message: `the rule is switched off in EMQX; \`rules: { ${name}: off }\` in a profile of sluice.yaml does so here`,
        }
        return { ...carried, warnings: [...carried.warnings, off] }
      },
    }
  })
