import { paletteOf, writeLine, type Terminal } from '../terminal.ts'
import { renderMarkdown } from './render-markdown.ts'

const WIDTH_MAX = 90
const WIDTH_MIN = 40

/** Writes a page of Markdown in the terminal's width. */
export const writePage = (terminal: Terminal, markdown: string): Promise<void> => {
  const width = Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, terminal.err.columns ?? WIDTH_MAX))
  return writeLine(terminal.out, renderMarkdown(markdown, paletteOf(terminal, 'out'), width))
}
