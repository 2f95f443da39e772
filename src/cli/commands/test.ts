import type { CheckedFile } from '../../check/check-options.ts'
import { defaultCatalog } from '../../default-catalog.ts'
import { runTests } from '../../testing/blocks/run-tests.ts'
import { renderTests } from '../../testing/report/human.ts'
import { renderTestsJson } from '../../testing/report/json.ts'
import { renderTestsJunit } from '../../testing/report/junit.ts'
import type { SkippedTest, TestReport } from '../../testing/report/report.ts'
import { compileOptions } from '../compile-options.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { loadRules, type LoadedRules } from '../load-rules.ts'
import { StopSignal } from '../stop-signal.ts'
import { systemClock } from '../system-clock.ts'
import { paletteOf, writeLine, type Terminal } from '../terminal.ts'
import { watchFiles } from '../watch-files.ts'

export const testFormats = ['human', 'json', 'junit'] as const
export type TestFormat = (typeof testFormats)[number]

export interface TestOptions {
  readonly config?: string
  readonly profile?: string
  /** Only tests whose title, rule or file has this text, whatever the case of its letters. */
  readonly filter?: string
  readonly watch: boolean
  readonly format: TestFormat
}

type Wanted = (test: { readonly title: string; readonly rule: string; readonly file: string }) => boolean

const wantedBy = (filter: string | undefined): Wanted => {
  const text = filter?.toLowerCase()
  return (test) =>
    text === undefined || [test.title, test.rule, test.file].some((one) => one.toLowerCase().includes(text))
}

const testStatements = ({ document, file }: CheckedFile): readonly SkippedTest[] =>
  file.statements.flatMap((statement) =>
    statement.kind === 'test'
      ? [{ title: statement.title.value, rule: statement.rule.text, document, span: statement.title.span }]
      : [],
  )

/** Tests that cannot run for their findings, and rules that no test is for. */
const leftOut = (
  { files, project }: LoadedRules,
  wanted: Wanted,
): Pick<TestReport, 'skipped' | 'untested'> => {
  const all = files.flatMap(testStatements)
  const runs = new Set(project.tests.map((test) => `${test.document.name} ${String(test.span.start)}`))
  const tested = new Set(all.map((test) => test.rule))
  const rules = files.flatMap(({ file }) =>
    file.statements.flatMap((statement) => (statement.kind === 'rule' ? [statement.name.text] : [])),
  )
  return {
    skipped: all
      .filter(({ document, span }) => !runs.has(`${document.name} ${String(span.start)}`))
      .filter(({ title, rule, document }) => wanted({ title, rule, file: document.name })),
    untested: rules.filter((rule) => !tested.has(rule)),
  }
}

const report = async (
  terminal: Terminal,
  paths: readonly string[],
  options: TestOptions,
): Promise<TestReport> => {
  const startMs = systemClock.monotonicMs()
  const loaded = await loadRules(terminal, paths, options)
  const wanted = wantedBy(options.filter)
  const tests = loaded.project.tests.filter(({ title, rule, document }) =>
    wanted({ title, rule: rule.name, file: document.name }),
  )
  const { random: _, encodeAll: __, ...compile } = compileOptions({ seed: 1, encodeAll: true })
  const results = runTests(tests, { catalog: defaultCatalog, compile })
  return {
    results,
    ...leftOut(loaded, wanted),
    findings: loaded.diagnostics.filter((finding) => finding.severity === 'error'),
    durationMs: systemClock.monotonicMs() - startMs,
  }
}

const render = (terminal: Terminal, tests: TestReport, format: TestFormat): string => {
  switch (format) {
    case 'human':
      return renderTests(tests, paletteOf(terminal, 'out'))
    case 'json':
      return renderTestsJson(tests)
    case 'junit':
      return renderTestsJunit(tests, systemClock.wallMs())
  }
}

const once = async (
  terminal: Terminal,
  paths: readonly string[],
  options: TestOptions,
): Promise<ExitCode> => {
  const tests = await report(terminal, paths, options)
  if (options.filter !== undefined && tests.results.length + tests.skipped.length === 0) {
    await writeLine(terminal.err, `no test has '${options.filter}' in its title, rule or file`)
    return exitCode.usage
  }
  await writeLine(terminal.out, render(terminal, tests, options.format))
  const isFine = tests.findings.length === 0 && tests.results.every(({ failures }) => failures.length === 0)
  return isFine ? exitCode.fine : exitCode.findings
}

/** `sluice test`: runs the TEST blocks of rule files, in process and without any server. */
export const test = async (
  terminal: Terminal,
  paths: readonly string[],
  options: TestOptions,
): Promise<ExitCode> => {
  if (!options.watch) return once(terminal, paths, options)
  const stop = new StopSignal()
  const changes = watchFiles(paths.length === 0 ? ['.'] : paths, terminal.directory)
  void stop.first.then(() => {
    changes.close()
  })
  let code = await once(terminal, paths, options)
  await writeLine(terminal.err, 'waiting for changes; Ctrl-C ends')
  while (await changes.next()) {
    code = await once(terminal, paths, options)
  }
  return code
}
