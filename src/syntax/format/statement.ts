import { columns } from './columns.ts'
import { group, hardLine, line, separated, type Layout } from './layout.ts'
import { sorted } from './order.ts'
import { targets } from './target.ts'
import { partsOf, type Form } from './tree.ts'

/** The parts up to FROM on one line, then FROM and the parts behind it. */
const declaration =
  (separator: Layout): Form =>
  (tree, forms) => {
    const parts = partsOf(tree)
    const at = parts.findIndex(({ label }) => label === 'FROM')
    const tail = sorted(parts.slice(at + 2)).map((part) => [separator, forms.print(part)])
    const from = forms.spaced(parts.slice(at, at + 2))
    return [forms.spaced(parts.slice(0, at)), hardLine, group([from, tail])]
  }

const rule: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const at = parts.findIndex(({ label }) => label === 'query')
  const into = parts.findIndex(({ label }) => label === 'INTO')
  const on = parts.filter(({ label }) => label === 'onClause')
  const [head, query] = [parts.slice(0, at), parts[at]]
  if (query === undefined) return ''
  const intoPart = parts[into]
  const lines = [forms.spaced(head), forms.print(query)]
  if (intoPart !== undefined)
    lines.push(
      targets(
        intoPart,
        parts.slice(into + 1).filter(({ label }) => label !== 'onClause'),
        forms,
      ),
    )
  lines.push(...sorted(on).map((part) => forms.print(part)))
  return separated(lines, hardLine)
}

export const statementForms: Readonly<Record<string, Form>> = {
  columns,
  stream: declaration(hardLine),
  table: declaration(line),
  rule,
}
