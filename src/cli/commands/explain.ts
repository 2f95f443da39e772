import { closestName } from '../../base/closest-name.ts'
import { defaultCatalog } from '../../default-catalog.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { explanationOf } from '../explain/explanation.ts'
import { renderExplanation, type ExplainFormat } from '../explain/render.ts'
import { loadRules } from '../load-rules.ts'
import { surroundingsPage, vocabularyPage, wordsOf } from '../page/word-page.ts'
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

/** `sluice explain`: a diagnostic, a word of the language or its vocabulary, or a rule of the project. */
export const explain = async (
  terminal: Terminal,
  subject: string,
  options: ExplainOptions,
): Promise<ExitCode> => {
  const page = vocabularyPage(subject, defaultCatalog)
  if (page !== undefined) {
    await writePage(terminal, page)
    return exitCode.fine
  }
  const { project } = await loadRules(terminal, options.rules, options)
  const rule = project.rules.find((one) => one.name === subject)
  if (rule !== undefined) {
    await writeLine(terminal.out, renderExplanation(explanationOf(project, rule), options.format))
    return exitCode.fine
  }
  const about = surroundingsPage(subject, defaultCatalog)
  if (about !== undefined) {
    await writePage(terminal, about)
    return exitCode.fine
  }
  const known = [...project.rules.map((one) => one.name), ...wordsOf(defaultCatalog)]
  const close = closestName(subject, known)
  const hint = close === undefined ? '' : `; did you mean ${close}?`
  await writeLine(
    terminal.err,
    `there is no diagnostic, function, statement, connector or rule ${subject}${hint}`,
  )
  return exitCode.usage
}
