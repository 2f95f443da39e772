import { textOf } from '../../../types/text-of.ts'
import type { ExpressionRule } from './seen.ts'

/** A list of IN that names a value twice: mostly another one was meant. */
export const repeatedElement: ExpressionRule = (e, seen) => {
  if (e.kind !== 'in') return
  const before = new Map<string, (typeof e.list)[number]>()
  for (const element of e.list) {
    if (element.kind !== 'literal' || element.value == null) continue
    const key = `${element.type.kind} ${textOf(element.value, element.type) ?? ''}`
    const first = before.get(key)
    if (first === undefined) before.set(key, element)
    else
      seen.report('repeated-element', element, {
        message: `${seen.text(element)} stands in the list already`,
        related: seen.related('the first is here', first),
      })
  }
}
