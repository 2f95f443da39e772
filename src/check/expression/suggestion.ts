import { closestName } from '../../base/closest-name.ts'
import type { Finding } from '../../diagnostic/collector.ts'
import type { Name } from '../../syntax/ast/index.ts'

type Suggestion = Pick<Finding, 'help' | 'fix'>

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/

/** "did you mean …" with its fix, where a known name is close; nothing otherwise. */
export const suggest = (name: Name, known: readonly string[]): Suggestion => {
  const close = closestName(name.text, known)
  if (close === undefined) return {}
  const help = `did you mean \`${close}\`?`
  if (!PLAIN.test(close)) return { help }
  return { help, fix: { title: `write ${close}`, edits: [{ span: name.span, text: close }] } }
}
