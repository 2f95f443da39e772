import type { Comment, Doc } from '../ast/index.ts'

/** Prose and tags of a doc comment: `@owner name` up to the end of its line. */
export const buildDoc = (comment: Comment): Doc => {
  const tags = [...comment.text.matchAll(/@([A-Za-z_]\w*)[ \t]*([^\n@]*)/g)].map((match) => {
    const start = comment.span.start + match.index
    const value = (match[2] ?? '').replace(/\*+\/\s*$/, '').trim()
    return { name: match[1] ?? '', value, span: { start, end: start + (match[0] ?? '').trimEnd().length } }
  })
  const [prose = ''] = comment.text.replace(/^\/\*\*+|\*+\/$/g, '').split(/@[A-Za-z_]/)
  const lines = prose.split('\n').map((line) => line.trim().replace(/^\*+ ?/, ''))
  return { prose: lines.join('\n').trim(), tags, span: comment.span }
}
