import { wrapText } from '../../base/wrap-text.ts'
import type { Palette } from '../../diagnostic/render/palette.ts'

const INDENT = '    '

/** A link leads nowhere from a terminal; its words stay. */
const unlinked = (text: string): string => text.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')

/** Marks of emphasis become colours; code keeps its back-ticks, which read well without colours too. */
const inline = (text: string, palette: Palette): string =>
  text.replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => palette.strong(strong))

interface Block {
  readonly kind: 'heading' | 'code' | 'item' | 'table' | 'text'
  readonly text: string
}

const kindOf = (line: string): Block['kind'] => {
  if (/^#+ /.test(line)) return 'heading'
  if (/^- /.test(line)) return 'item'
  return line.startsWith('|') ? 'table' : 'text'
}

/** The blocks of a page: lines of one kind that follow each other are one block, and so is a fence. */
const blocksOf = (markdown: string): readonly Block[] => {
  const blocks: Block[] = []
  let fence: string[] | undefined
  let isOpen = false
  // Comments are for those who write pages.
  for (const line of markdown.replace(/<!--[^]*?-->\n?/g, '').split('\n')) {
    if (line.startsWith('```')) {
      if (fence !== undefined) blocks.push({ kind: 'code', text: fence.join('\n') })
      fence = fence === undefined ? [] : undefined
      isOpen = false
    } else if (fence !== undefined) fence.push(line)
    else if (line.trim() === '') isOpen = false
    else {
      const kind = kindOf(line)
      const last = blocks.at(-1)
      if (isOpen && last !== undefined && kind === 'text' && last.kind !== 'heading' && last.kind !== 'table')
        blocks[blocks.length - 1] = { kind: last.kind, text: `${last.text} ${line.trim()}` }
      else blocks.push({ kind, text: line })
      isOpen = true
    }
  }
  return blocks
}

const isRule = (row: string): boolean => /^[|\s:-]+$/.test(row)

const render = (block: Block, palette: Palette, width: number): string => {
  switch (block.kind) {
    case 'heading':
      return palette.strong(block.text.replace(/^#+ /, ''))
    case 'code':
      return block.text
        .split('\n')
        .map((line) => `${INDENT}${line}`.trimEnd())
        .join('\n')
    case 'item':
      return wrapText(unlinked(block.text.slice(2)), width - 4)
        .map((line, k) => `${k === 0 ? '  - ' : '    '}${inline(line, palette)}`)
        .join('\n')
    case 'table':
      return inline(unlinked(block.text), palette)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|'))
        .filter((cell) => cell !== '')
        .join('  ')
    case 'text':
      return wrapText(unlinked(block.text), width)
        .map((line) => inline(line, palette))
        .join('\n')
  }
}

const isClose = (before: Block, block: Block): boolean =>
  before.kind === block.kind && (block.kind === 'item' || block.kind === 'table')

/** A page of Markdown, as our own pages use it, for a terminal of some columns. */
export const renderMarkdown = (markdown: string, palette: Palette, width: number): string => {
  const blocks = blocksOf(markdown).filter((block) => block.kind !== 'table' || !isRule(block.text))
  return blocks
    .map((block, k) => {
      const before = blocks[k - 1]
      const gap = before === undefined ? '' : isClose(before, block) ? '\n' : '\n\n'
      return `${gap}${render(block, palette, width)}`
    })
    .join('')
}
