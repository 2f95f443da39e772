import { noteTexts } from './note.ts'
import type { NoteName } from './rewrite/context.ts'

/** Longest line of a comment. */
const WIDTH_MAX = 120

/** A rule of EMQX as it will stand in the file. */
export interface CarriedRule {
  readonly name: string
  /** Comments of the one who wrote it. */
  readonly prose: string
  readonly query: string
  readonly notes: ReadonlySet<NoteName>
  readonly targets: readonly string[]
}

const wrapped = (text: string): readonly string[] => {
  const lines: string[] = []
  let line = '--'
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    if (line.length + 1 + word.length > WIDTH_MAX) {
      lines.push(line)
      line = '--'
    }
    line = `${line} ${word}`
  }
  return [...lines, line]
}

/** The rule as text, with sentences above it that say why it looks as it does. */
export const ruleText = (rule: CarriedRule): string => {
  const prose = rule.prose.trim() === '' ? [] : wrapped(rule.prose)
  const notes = [...rule.notes].sort().flatMap((name) => wrapped(noteTexts[name]))
  const into = rule.targets.length === 0 ? [] : [`INTO ${rule.targets.join(',\n     ')}`]
  return `${[...prose, ...notes, `RULE ${rule.name} AS`, rule.query, ...into].join('\n')};\n`
}
