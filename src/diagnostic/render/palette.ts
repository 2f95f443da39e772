import type { Severity } from '../diagnostic.ts'

/** How the pieces of a message are coloured; the plain one leaves text as it is. */
export interface Palette {
  severity(severity: Severity, text: string): string
  strong(text: string): string
  faint(text: string): string
  /** What belongs to the finding beside its own place. */
  second(text: string): string
  /** What is proposed. */
  proposed(text: string): string
}

const ESCAPE = '\u001b['
const wrap =
  (code: string) =>
  (text: string): string =>
    text === '' ? '' : `${ESCAPE}${code}m${text}${ESCAPE}0m`

const severityColour: Record<Severity, (text: string) => string> = {
  error: wrap('31;1'),
  warning: wrap('33;1'),
  note: wrap('36;1'),
}

const plain = (text: string): string => text

export const plainPalette: Palette = {
  severity: (_, text) => text,
  strong: plain,
  faint: plain,
  second: plain,
  proposed: plain,
}

export const colourPalette: Palette = {
  severity: (severity, text) => severityColour[severity](text),
  strong: wrap('1'),
  faint: wrap('2'),
  second: wrap('34;1'),
  proposed: wrap('32'),
}
