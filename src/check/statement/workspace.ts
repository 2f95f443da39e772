import type { Collector } from '../../diagnostic/collector.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Doc, Name } from '../../syntax/ast/index.ts'
import type { CheckOptions } from '../check-options.ts'
import type { Declared } from '../checked/project.ts'
import { Context, ParameterIds } from '../expression/context.ts'
import { checkNode } from '../expression/expression.ts'
import { SUGGESTIONS_MAX } from '../expression/suggestion.ts'
import { Declarations } from '../names/declarations.ts'
import { Scope, type Constants } from '../names/scope.ts'

/** What all statements of a project share while they are checked. */
export class Workspace {
  readonly options: CheckOptions
  readonly collector: Collector
  readonly declarations: Declarations
  readonly constants: Constants
  /** Names of statements that something uses. */
  readonly used = new Set<string>()
  private readonly suggestions = { left: SUGGESTIONS_MAX }
  private saidAssumed = false

  constructor(options: CheckOptions, collector: Collector, constants: (workspace: Workspace) => Constants) {
    this.options = options
    this.collector = collector
    const files = options.files.map(({ document, file }) => ({ document, statements: file.statements }))
    this.declarations = new Declarations(files, collector)
    this.constants = constants(this)
  }

  /** A context for one statement; `state` tells afterwards whether it has an error. */
  context(document: SourceDocument, scope: Scope = new Scope({ constants: this.constants })): Context {
    const { catalog, capabilities } = this.options
    const { collector, suggestions } = this
    const ids = new ParameterIds()
    return new Context(
      {
        document,
        collector,
        catalog,
        capabilities,
        ids,
        suggestions,
        state: { broken: false, told: new Set() },
      },
      scope,
      checkNode,
    )
  }

  /** Says once, at the first connection, that connections are assumed. */
  noteAssumed(context: Context, name: Name): void {
    if (this.saidAssumed) return
    this.saidAssumed = true
    context.report('assumed-connections', name, {
      message: 'there is no sluice.yaml, so connections are assumed and their options go unchecked',
    })
  }
}

/** What every declaration carries: name, place, and its doc comment. */
export const declared = (name: Name, document: SourceDocument, doc: Doc | undefined): Declared => ({
  name: name.text,
  document,
  span: name.span,
  tags: Object.fromEntries((doc?.tags ?? []).map((tag) => [tag.name, tag.value])),
  prose: doc?.prose ?? '',
})
