import { dot, mermaid } from './drawing.ts'
import type { Explanation } from './explanation.ts'
import { explanationText } from './text.ts'

export const explainFormats = ['text', 'json', 'mermaid', 'dot'] as const
export type ExplainFormat = (typeof explainFormats)[number]

/** An explanation in one of its formats, without a line break at the end. */
export const renderExplanation = (explanation: Explanation, format: ExplainFormat): string => {
  switch (format) {
    case 'text':
      return explanationText(explanation)
    case 'json':
      return JSON.stringify(explanation, undefined, 2)
    case 'mermaid':
      return mermaid(explanation)
    case 'dot':
      return dot(explanation)
  }
}
