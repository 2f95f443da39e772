import { closestName } from '../../base/closest-name.ts'
import { codes, type Slug } from '../../diagnostic/codes.ts'
import { defaultCatalog } from '../../default-catalog.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { explanationOf } from '../explain/explanation.ts'
import { renderExplanation, type ExplainFormat } from '../explain/render.ts'
import { loadRules } from '../load-rules.ts'
import { diagnosticPage } from '../page/diagnostic-page.ts'
import { functionPage } from '../page/function-page.ts'
import { writePage } from '../page/write-page.ts'
import { writeLine, type Terminal } from '../terminal.ts'

export interface ExplainOptions {
  readonly config?: string
  readonly profile?: string
  /** Where the rules are. */
  readonly rules: readonly string[]
  /** How a rule is printed. */
  readonly format: ExplainFormat
}

const isSlug = (subject: string): subject is Slug => Object.hasOwn(codes, subject)

/** `sluice explain`: a diagnostic, a function, or a rule of the project. */
export const explain = async (
  terminal: Terminal,
  subject: string,
  options: ExplainOptions,
): Promise<ExitCode> => {
  if (isSlug(subject)) {
    await writePage(terminal, diagnosticPage(subject))
    return exitCode.fine
  }
  const entry = defaultCatalog.function(subject)
  if (entry !== undefined) {
    await writePage(terminal, functionPage(entry))
    return exitCode.fine
  }
  const { project } = await loadRules(terminal, options.rules, options)
  const rule = project.rules.find((one) => one.name === subject)
  if (rule !== undefined) {
    await writeLine(terminal.out, renderExplanation(explanationOf(project, rule), options.format))
    return exitCode.fine
  }
  const known = [
    ...Object.keys(codes),
    ...defaultCatalog.vocabulary.functions.map((one) => one.name),
    ...project.rules.map((one) => one.name),
  ]
  const close = closestName(subject, known)
  const hint = close === undefined ? '' : `; did you mean ${close}?`
  await writeLine(terminal.err, `there is no diagnostic, function or rule ${subject}${hint}`)
  return exitCode.usage
}
