import type { Finding } from '../../diagnostic/collector.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { Checked } from '../checked/expression.ts'
import type { CheckedRule } from '../checked/project.ts'
import { visit } from '../expression/visit.ts'
import type { Workspace } from '../statement/workspace.ts'
import { constraintOf, type Constraint } from './constraint.ts'
import { complement, intersect, isEmpty, isWithin } from './domain.ts'
import { expressionsOf } from './rule-expressions.ts'
import { unitsDiffer } from './time-unit.ts'

/** Earlier branches that a branch is compared with, at the most. */
const BRANCHES_MAX = 100

/** One rule's conditions, with what WHERE has let pass. */
class ConditionCheck {
  private readonly workspace: Workspace
  private readonly rule: CheckedRule

  constructor(workspace: Workspace, rule: CheckedRule) {
    this.workspace = workspace
    this.rule = rule
  }

  run(): void {
    const { rule } = this
    for (const expression of expressionsOf(rule))
      visit(expression, (e) => {
        this.look(e)
      })
    const { where } = rule
    if (where?.kind === 'literal') this.constant(where)
    const passed = where === undefined ? [] : this.constraints(this.conjuncts(where))
    for (const { when } of rule.targets) if (when !== undefined) this.behind(passed, when)
  }

  private alias = (index: number): Checked | undefined => this.rule.items[index]?.expression

  private constraint(e: Checked): Constraint | undefined {
    return constraintOf(e, this.alias)
  }

  private constraints(all: readonly Checked[]): readonly Constraint[] {
    return all.flatMap((e) => this.constraint(e) ?? [])
  }

  /** What must all hold; an alias is looked into once. */
  private conjuncts(e: Checked, seen = new Set<number>()): readonly Checked[] {
    if (e.kind === 'alias' && !seen.has(e.index)) {
      const expression = this.alias(e.index)
      seen.add(e.index)
      if (expression?.kind === 'logical') return this.conjuncts(expression, seen)
    }
    return e.kind === 'logical' && e.operator === 'AND'
      ? e.operands.flatMap((one) => this.conjuncts(one, seen))
      : [e]
  }

  private text(span: Span): string {
    return this.rule.document.text.slice(span.start, span.end).replace(/\s+/g, ' ')
  }

  private report(
    slug: 'never-true' | 'always-true' | 'unreachable-branch' | 'redundant-condition',
    at: Checked,
    message: string,
    first?: Checked,
  ): void {
    const { document } = this.rule
    const related = first && { related: [{ message: 'because of this', document, span: first.span }] }
    this.workspace.collector.add(slug, document, at.span, { message, ...related })
  }

  private look(e: Checked): void {
    if (e.kind === 'logical') this.logical(e)
    if (e.kind === 'case') this.branches(e)
    if (e.kind === 'is' && e.test === 'NULL' && !e.operand.type.nullable && e.operand.type.kind !== 'ANY')
      this.report(
        e.negated ? 'always-true' : 'never-true',
        e,
        `\`${this.text(e.operand.span)}\` is never NULL here`,
      )
    if (e.kind === 'between') {
      const own = this.constraint(e)
      if (own !== undefined && isEmpty(own.domain))
        this.workspace.collector.add('never-true', this.rule.document, e.span, {
          message: `\`${this.text(e.span)}\`: the lower end is above the upper one`,
          ...this.swapped(e),
        })
    }
    if (e.kind === 'compare' && e.operator === '=') this.equality(e)
    if (e.kind === 'compare' && unitsDiffer(e, (span) => this.text(span)))
      this.workspace.collector.add('seconds-as-milliseconds', this.rule.document, e.span, {
        message: `\`${this.text(e.span)}\` compares seconds with milliseconds`,
      })
  }

  /** `n = 2.5` beside an INTEGER. */
  private equality(e: Checked & { kind: 'compare' }): void {
    const [literal, read] = e.left.kind === 'literal' ? [e.left, e.right] : [e.right, e.left]
    if (literal.kind !== 'literal' || read.type.kind !== 'INTEGER' || literal.value === null) return
    const number = Number(this.text(literal.span))
    if (Number.isNaN(number) || Number.isInteger(number)) return
    this.report(
      'never-true',
      e,
      `\`${this.text(read.span)}\` is INTEGER and never ${this.text(literal.span)}`,
    )
  }

  /** The ends of BETWEEN in the order that they must have. */
  private swapped({ low, high }: Checked & { kind: 'between' }): Pick<Finding, 'fix'> {
    const text = (span: Span): string => this.rule.document.text.slice(span.start, span.end)
    const edits = [
      { span: low.span, text: text(high.span) },
      { span: high.span, text: text(low.span) },
    ]
    return { fix: { title: 'swap the ends', edits } }
  }

  private constant(where: Checked & { kind: 'literal' }): void {
    if (where.value === true) this.report('always-true', where, 'this condition is always TRUE')
    else this.report('never-true', where, 'this condition is never TRUE')
  }

  /** AND whose operands cannot hold together; OR one of whose operands always holds. */
  private logical(e: Checked & { kind: 'logical' }): void {
    const isAnd = e.operator === 'AND'
    const parts = isAnd ? this.conjuncts(e) : e.operands
    const seen = new Map<string, Constraint>()
    for (const one of this.constraints(parts)) {
      const domain = isAnd ? one.domain : complement(one.domain)
      const before = seen.get(one.key)
      const both = before === undefined ? domain : intersect(before.domain, domain)
      if (before !== undefined && both !== undefined && isEmpty(both)) {
        const pair = `\`${this.text(before.condition.span)}\` ${e.operator} \`${this.text(one.condition.span)}\``
        if (isAnd) this.report('never-true', one.condition, `${pair} cannot hold together`, before.condition)
        else this.report('always-true', one.condition, `${pair}: one of them always holds`, before.condition)
        return
      }
      if (before !== undefined) this.covered(before, { ...one, domain })
      if (both !== undefined) seen.set(one.key, { ...one, domain: both })
    }
  }

  /** Of two conditions on one value, the one that decides nothing beside the other. */
  private covered(before: Constraint, one: Constraint): void {
    if (before.domain.kind !== one.domain.kind || one.domain.kind === 'not-null') return
    const [redundant, other] = isWithin(before.domain, one.domain)
      ? [one.condition, before.condition]
      : isWithin(one.domain, before.domain)
        ? [before.condition, one.condition]
        : []
    if (redundant === undefined || other === undefined) return
    const message = `\`${this.text(redundant.span)}\` decides nothing beside \`${this.text(other.span)}\``
    this.report('redundant-condition', redundant, message, other)
  }

  /** A branch whose values an earlier one takes already. */
  private branches(e: Checked & { kind: 'case' }): void {
    const taken: Constraint[] = []
    for (const [k, { when }] of e.branches.entries()) {
      if (when.kind === 'literal' && when.value === true && e.operand === undefined) {
        const next = e.branches[k + 1]?.when ?? e.otherwise
        if (next !== undefined)
          this.report('unreachable-branch', next, 'an earlier branch is always taken', when)
        return
      }
      const own = when.kind === 'literal' ? undefined : this.constraint(when)
      const first = own && taken.find((one) => one.key === own.key && isWithin(own.domain, one.domain))
      if (first !== undefined)
        this.report(
          'unreachable-branch',
          when,
          `\`${this.text(first.condition.span)}\` takes all of \`${this.text(when.span)}\``,
          first.condition,
        )
      else if (own !== undefined && taken.length < BRANCHES_MAX) taken.push(own)
    }
  }

  /** WHEN behind WHERE: what cannot be any more, and what is sure already. */
  private behind(passed: readonly Constraint[], when: Checked): void {
    for (const one of this.constraints(this.conjuncts(when))) {
      const before = passed.filter((constraint) => constraint.key === one.key)
      const clash = before.find((constraint) => {
        const both = intersect(constraint.domain, one.domain)
        return both !== undefined && isEmpty(both)
      })
      const sure = before.find(
        ({ domain }) => domain.kind === one.domain.kind && isWithin(domain, one.domain),
      )
      const cause = clash ?? sure
      if (cause === undefined) continue
      const slug = clash === undefined ? 'redundant-condition' : 'never-true'
      const message = `WHERE lets only \`${this.text(cause.condition.span)}\` pass`
      this.report(slug, one.condition, message, cause.condition)
    }
  }
}

/** Conditions that are always the same, by the ranges of the values that they compare. */
export const conditions = (workspace: Workspace, rules: readonly CheckedRule[]): readonly never[] => {
  for (const rule of rules) new ConditionCheck(workspace, rule).run()
  return []
}
