import type { Capabilities } from '../../catalog/function.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import { codes, type Slug } from '../../diagnostic/codes.ts'
import type { Collector, Finding } from '../../diagnostic/collector.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { Expression, Name } from '../../syntax/ast/index.ts'
import { withNullable } from '../../types/type.ts'
import type { Checked } from '../checked/expression.ts'
import type { Scope } from '../names/scope.ts'
import { factKey, noFacts, union, type Facts } from './facts.ts'
import { outcomeFacts, type Outcome } from './outcome.ts'
import { nearest, suggestion, type Suggestion } from './suggestion.ts'

/** Gives ids that no other parameter of the rule has. */
export class ParameterIds {
  private last = 0

  next(): number {
    this.last += 1
    return this.last
  }
}

/** What stays the same while one document is checked. */
export interface Surroundings {
  readonly document: SourceDocument
  readonly collector: Collector
  readonly catalog: Catalog
  readonly ids: ParameterIds
  /** Compiles constant patterns and evaluates functions of constants; without it these are left to the run. */
  readonly capabilities: Capabilities | undefined
  /** Set where an expression of one document is used in another: its nodes stand there. */
  readonly at?: Span
  /** Searches for a name that was probably meant; each costs time, so a project has a limited number. */
  readonly suggestions: { left: number }
  /** Does an error stand in the statement that is being checked? */
  /** `told`: names of which it was said that they hide another. */
  readonly state: { broken: boolean; readonly told?: Set<string> }
}

export type CheckNode = (context: Context, node: Expression) => Checked | undefined

/** What an expression sees: its scope, what is known not to be NULL, and where its findings go. */
export class Context {
  readonly surroundings: Surroundings
  readonly scope: Scope
  readonly facts: Facts
  private readonly checkNode: CheckNode

  constructor(surroundings: Surroundings, scope: Scope, checkNode: CheckNode, facts: Facts = noFacts) {
    this.surroundings = surroundings
    this.scope = scope
    this.checkNode = checkNode
    this.facts = facts
  }

  get catalog(): Catalog {
    return this.surroundings.catalog
  }

  /** The checked form, or undefined where a finding says why there is none. */
  check(node: Expression): Checked | undefined {
    const checked = this.checkNode(this, node)
    return checked && this.narrow(checked)
  }

  /** Not NULL where that is known of what is read. */
  narrow(checked: Checked): Checked {
    const key = checked.type.nullable && this.facts.size > 0 ? factKey(checked) : undefined
    if (key === undefined || !this.facts.has(key)) return checked
    return { ...checked, type: withNullable(checked.type, false) }
  }

  withScope(scope: Scope): Context {
    return new Context(this.surroundings, scope, this.checkNode, this.facts)
  }

  withFacts(facts: Facts): Context {
    if (facts === this.facts || facts.size === 0) return this
    const all = this.facts.size === 0 ? facts : union([this.facts, facts])
    return new Context(this.surroundings, this.scope, this.checkNode, all)
  }

  /** Where `condition` had this outcome. */
  after(condition: Checked | undefined, outcome: Outcome): Context {
    if (condition === undefined) return this
    return this.withFacts(outcomeFacts(condition, outcome, (index) => this.scope.aliases.expression(index)))
  }

  /** Where the checked form of a node stands. */
  span(node: { readonly span: Span }): Span {
    return this.surroundings.at ?? node.span
  }

  report(slug: Slug, node: { readonly span: Span }, finding: Finding): undefined {
    const { collector, document, state } = this.surroundings
    if ((finding.severity ?? codes[slug].severity) === 'error') state.broken = true
    collector.add(slug, document, node.span, finding)
    return undefined
  }

  /** The known word that was probably meant. */
  nearest(word: string, known: readonly string[]): string | undefined {
    const { suggestions } = this.surroundings
    if (suggestions.left <= 0) return undefined
    suggestions.left -= 1
    return nearest(word, known)
  }

  /** "did you mean …" with its fix, where a known name is close; nothing otherwise. */
  suggest(name: Name, known: readonly string[]): Suggestion {
    return suggestion(name, this.nearest(name.text, known))
  }

  /** The author's own words. */
  text(node: { readonly span: Span }): string {
    return this.surroundings.document.text.slice(node.span.start, node.span.end)
  }
}
