import type { PlanNode } from '../../plan/node.ts'
import type { Explanation } from './explanation.ts'
import { sentence } from './sentence.ts'

const LINE_MAX = 44

/** Words in lines of a width that fits a box. */
const wrapped = (text: string): readonly string[] =>
  text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last === undefined || last.length + word.length >= LINE_MAX) return [...lines, word]
    return [...lines.slice(0, -1), `${last} ${word}`]
  }, [])

const edgesOf = (nodes: readonly PlanNode[]): readonly (readonly [string, string])[] =>
  nodes.flatMap(({ id, inputs }) => inputs.map((input) => [input, id] as const))

/** Everything that means something to Mermaid, as entities. */
const mermaidText = (text: string): string =>
  wrapped(text)
    .map((line) => line.replace(/[^\w .,:()/-]/g, (sign) => `#${String(sign.codePointAt(0) ?? 0)};`))
    .join('<br/>')

/** The plan as a flow chart of Mermaid. */
export const mermaid = ({ nodes }: Explanation): string =>
  [
    'flowchart TD',
    ...nodes.map((node) => `  ${node.id}["${mermaidText(sentence(node))}"]`),
    ...edgesOf(nodes).map(([from, to]) => `  ${from} --> ${to}`),
  ].join('\n')

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

/** The plan as a graph for Graphviz. */
export const dot = ({ rule, nodes }: Explanation): string =>
  [
    `digraph ${quoted(rule)} {`,
    '  node [shape=box]',
    ...nodes.map((node) => `  ${quoted(node.id)} [label=${wrappedLabel(sentence(node))}]`),
    ...edgesOf(nodes).map(([from, to]) => `  ${quoted(from)} -> ${quoted(to)}`),
    '}',
  ].join('\n')

const wrappedLabel = (text: string): string => wrapped(text).map(quoted).join(' + "\\n" + ')
