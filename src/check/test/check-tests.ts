import type { SourceDocument } from '../../diagnostic/document.ts'
import type { TestStatement, TestStep } from '../../syntax/ast/index.ts'
import { parseTimestamp } from '../../types/timestamp.ts'
import type { CheckedRule } from '../checked/project.ts'
import type { CheckedStep, CheckedTest } from '../checked/test.ts'
import type { Context } from '../expression/context.ts'
import { durationMs } from '../statement/duration.ts'
import type { Workspace } from '../statement/workspace.ts'
import { checkExpect, checkOutcome, type TestedRule } from './expect.ts'
import { checkGiven } from './given.ts'

/** The steps of one TEST, from top to bottom. */
class Steps {
  private readonly workspace: Workspace
  private readonly context: Context
  private readonly tested: TestedRule
  private nowMs: number | undefined
  private hasGiven = false
  private saidEmpty = false

  constructor(workspace: Workspace, context: Context, tested: TestedRule) {
    this.workspace = workspace
    this.context = context
    this.tested = tested
  }

  check(step: TestStep): CheckedStep | undefined {
    const { context, tested, workspace } = this
    const { span } = step
    switch (step.kind) {
      case 'at':
        return this.at(step)
      case 'advance': {
        const ms = durationMs(context, step.duration)
        if (ms !== undefined && this.nowMs !== undefined) this.nowMs += ms
        return ms === undefined ? undefined : { kind: 'advance', ms, span }
      }
      case 'given': {
        const given = checkGiven(workspace, context, tested.rule, step)
        // A row of a table alone makes nothing happen.
        if (given?.place.kind !== 'table') this.hasGiven = true
        return given
      }
      case 'expect':
        this.expectGiven(step)
        return checkExpect(context, tested, step)
      case 'expect-nothing':
        this.expectGiven(step)
        return { kind: 'expect-nothing', onlyNew: !step.orElse, span }
      case 'expect-outcome':
        this.expectGiven(step)
        return checkOutcome(context, step)
    }
  }

  private at({ time, span }: Extract<TestStep, { kind: 'at' }>): CheckedStep | undefined {
    const { context } = this
    const timeMs = parseTimestamp(time.value)
    if (Number.isNaN(timeMs))
      return context.report('bad-timestamp', time, {
        message: `'${time.value}' is no timestamp`,
        help: "write it by RFC 3339, with a zone: '2026-01-01T10:00:00Z'",
      })
    if (this.nowMs !== undefined && timeMs < this.nowMs)
      return context.report('time-goes-back', time, {
        message: `'${time.value}' is before the time that the test has reached`,
        help: 'a test that begins earlier is another test',
      })
    this.nowMs = timeMs
    return { kind: 'clock', timeMs, span }
  }

  private expectGiven(step: TestStep): void {
    if (this.hasGiven || this.saidEmpty) return
    this.saidEmpty = true
    this.context.report('test-without-given', step, { message: 'no record is GIVEN before this EXPECT' })
  }
}

/** All TEST blocks of a project. */
class Tests {
  private readonly workspace: Workspace
  private readonly rules: ReadonlyMap<string, CheckedRule>
  private readonly titles = new Map<string, { document: SourceDocument; test: TestStatement }>()

  constructor(workspace: Workspace, rules: readonly CheckedRule[]) {
    this.workspace = workspace
    this.rules = new Map(rules.map((rule) => [rule.name, rule]))
  }

  check(document: SourceDocument, test: TestStatement): CheckedTest | undefined {
    const { workspace } = this
    const { rule: name, title } = test
    const context = workspace.context(document)
    const isFirst = this.isFirst(context, document, test)
    if (!test.steps.some((step) => step.kind.startsWith('expect')))
      context.report('test-without-expect', title, { message: `'${title.value}' has no EXPECT` })
    const declaration = workspace.declarations.of('rule', name.text)
    workspace.used.add(name.text)
    if (declaration === undefined) return this.unknown(context, test)
    const rule = this.rules.get(name.text)
    // A rule with an error has its finding already, and nothing is known of what it reads and gives.
    if (rule === undefined) {
      this.markGiven(test)
      return undefined
    }
    const steps = new Steps(workspace, context, { rule, statement: declaration.statement })
    const checked = test.steps.map((step) => steps.check(step))
    if (!isFirst || context.surroundings.state.broken) return undefined
    const known = checked.filter((step) => step !== undefined)
    return { title: title.value, rule, steps: known, document, span: title.span }
  }

  private isFirst(context: Context, document: SourceDocument, test: TestStatement): boolean {
    const key = JSON.stringify([test.rule.text, test.title.value])
    const known = this.titles.get(key)
    if (known === undefined) {
      this.titles.set(key, { document, test })
      return true
    }
    context.report('duplicate-test', test.title, {
      message: `\`${test.rule.text}\` has two tests with the title '${test.title.value}'`,
      related: [{ message: 'the first is here', document: known.document, span: known.test.title.span }],
    })
    return false
  }

  private unknown(context: Context, { rule }: TestStatement): undefined {
    const { declarations } = this.workspace
    if (declarations.isUnread(rule)) return
    context.report('unknown-rule', rule, {
      message: `there is no rule \`${rule.text}\``,
      ...context.suggest(rule, declarations.names('rule')),
    })
  }

  /** What a test names is used, also where its rule is broken. */
  private markGiven(test: TestStatement): void {
    for (const step of test.steps) if (step.kind === 'given') this.workspace.used.add(step.place.name.text)
  }
}

/** Checks all TEST blocks; gives those without errors, in the order of files and places. */
export const checkTests = (workspace: Workspace, rules: readonly CheckedRule[]): readonly CheckedTest[] => {
  const tests = new Tests(workspace, rules)
  return workspace.options.files.flatMap(({ document, file }) =>
    file.statements.flatMap((statement) =>
      statement.kind === 'test' ? (tests.check(document, statement) ?? []) : [],
    ),
  )
}
