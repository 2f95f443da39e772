import { checkProject } from '../../../src/check/check.ts'
import { compileOptions } from '../../../src/cli/compile-options.ts'
import { compileProgram } from '../../../src/codegen/compile-program.ts'
import { defaultCatalog } from '../../../src/default-catalog.ts'
import { Collector } from '../../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../../src/diagnostic/document.ts'
import { replay } from '../../../src/runtime/replay/replay.ts'
import { memberSpans } from '../../../src/runtime/replay/member-spans.ts'
import { parse } from '../../../src/syntax/parse.ts'
import { jsonForm, timeForm, type Outcome } from './outcome.ts'
import { columns } from './row.ts'

const stream = `STREAM row (${columns.map((one) => `${one.name} ${one.ours}`).join(', ')})
FROM broker (topic = 'row') FORMAT json;\n`

const ruleOf = (expression: string, index: number): string =>
  `RULE r${String(index)} AS SELECT ${expression} AS v FROM row INTO out;\n`

const checked = (texts: readonly string[]) => {
  const collector = new Collector({ findingsMax: 10_000 })
  const text = stream + texts.join('')
  const document = new SourceDocument('expressions', text)
  const file = parse(document, collector)
  const project = checkProject(
    { files: [{ document, file }], catalog: defaultCatalog, capabilities: options.capabilities },
    collector,
  )
  return { project, findings: collector.sorted(), document }
}

const options = compileOptions({ seed: 1, encodeAll: true })

/** Which rule a finding is about: each stands on a line of its own behind the stream's two. */
const refusals = (texts: readonly string[]): ReadonlyMap<number, Outcome> => {
  const { findings, document } = checked(texts)
  const found = new Map<number, Outcome>()
  for (const one of findings) {
    const index = document.position(one.span.start).line - 3
    if (one.severity === 'error' && !found.has(index))
      found.set(index, { error: one.slug, message: one.message })
  }
  return found
}

const once = async function* (line: string): AsyncGenerator<string> {
  yield await Promise.resolve(line)
}

const silent = (): void => undefined
const log = { debug: silent, info: silent, warn: silent, error: silent }

const outcomeOf = (line: string, kind: string | undefined): Outcome => {
  const bytes = Buffer.from(line)
  const members = memberSpans(bytes)
  const text = (name: string): string => {
    const span = members?.get(name)
    return span === undefined ? '' : bytes.subarray(span.start, span.end).toString()
  }
  if (members?.has('error') === true) {
    const { slug, message } = JSON.parse(text('error')) as { slug: string; message: string }
    return { error: slug, message }
  }
  const value = text('value').replace(/^\{"v":(.*)\}$/s, '$1')
  if (value === 'null') return { value }
  const plain: unknown = kind === 'TIMESTAMP' || kind === 'BYTES' ? JSON.parse(value) : undefined
  if (kind === 'TIMESTAMP') return { value: timeForm(plain as string) }
  if (kind === 'BYTES') return { value: Buffer.from(plain as string, 'base64').toString('hex') }
  return { value: jsonForm(value) }
}

/** Evaluates all expressions as rules over one record, through the generated code. */
export const evaluateOurs = async (expressions: readonly string[]): Promise<readonly Outcome[]> => {
  const texts = expressions.map(ruleOf)
  const refused = refusals(texts)
  const { project } = checked(texts.map((text, index) => (refused.has(index) ? '\n' : text)))
  const kinds = new Map(
    project.rules.map((rule) => {
      const [item] = rule.items
      return [rule.name, item?.kind === 'value' ? item.expression.type.kind : undefined]
    }),
  )
  const outcomes: Outcome[] = expressions.map(
    (_, index) => refused.get(index) ?? { error: 'none', message: '' },
  )
  const payload = `{${columns.map((one) => `"${one.name}": ${one.json}`).join(', ')}}`
  const write = (line: string): void => {
    const { rule } = JSON.parse(line) as { rule: string }
    outcomes[Number(rule.slice(1))] = outcomeOf(line, kinds.get(rule))
  }
  await replay(compileProgram(project, options), once(`{"topic": "row", "payload": ${payload}}`), write, {
    catalog: defaultCatalog,
    log,
  })
  return outcomes
}
