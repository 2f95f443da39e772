import { jsonText } from '../../types/json/write.ts'
import type { Checked } from '../checked/expression.ts'

const LEFT_OUT: ReadonlySet<string> = new Set(['span', 'type', 'prose', 'examples', 'parameters'])

/** A text that two checked expressions share where they compute the same from the same; `alias` opens read items. */
export const expressionKey = (e: Checked, alias: (index: number) => Checked | undefined): string => {
  if (e.kind === 'alias') {
    const below = alias(e.index)
    if (below !== undefined) return expressionKey(below, alias)
  }
  if (e.kind === 'literal') return `literal ${e.type.kind} ${jsonText(e.value)}`
  if (e.kind === 'call') {
    const args = e.args.map((one) => expressionKey(one.kind === 'lambda' ? one.body : one, alias))
    return `call ${e.entry.name} (${args.join(', ')})`
  }
  const parts = Object.entries(e).flatMap(([name, value]) =>
    LEFT_OUT.has(name) ? [] : [`${name}: ${partKey(value, alias)}`],
  )
  return `{${parts.join(', ')}}`
}

const partKey = (part: unknown, alias: (index: number) => Checked | undefined): string => {
  if (Array.isArray(part)) return `[${part.map((one) => partKey(one, alias)).join(', ')}]`
  if (typeof part !== 'object' || part === null) return JSON.stringify(part) ?? 'none'
  if ('kind' in part && 'span' in part) return expressionKey(part as Checked, alias)
  const members = Object.entries(part).map(([name, one]) => `${name}: ${partKey(one, alias)}`)
  return `{${members.join(', ')}}`
}
