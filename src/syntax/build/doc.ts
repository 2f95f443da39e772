import type { IToken } from 'chevrotain'
import type { Comment, Doc } from '../ast/index.ts'

const isDoc = (comment: Comment): boolean => comment.text.startsWith('/**') && comment.text.length > 4

/** Prose and tags of a doc comment: `@owner name` up to the end of its line. */
const buildDoc = (comment: Comment): Doc => {
  const tags = [...comment.text.matchAll(/(?<=[\s*])@([A-Za-z_]\w*)[ \t]*((?:(?!\s@[A-Za-z_])[^\n])*)/g)].map(
    (match) => {
      const value = (match[2] ?? '').replace(/\*+\/\s*$/, '').trim()
      const start = comment.span.start + match.index
      const length = match[0].replace(/\*+\/\s*$/, '').trimEnd().length
      return { name: match[1] ?? '', value, span: { start, end: start + length } }
    },
  )
  const [prose = ''] = comment.text.replace(/^\/\*\*+|\*+\/$/g, '').split(/(?<=[\s*])@[A-Za-z_]/)
  const lines = prose.split('\n').map((line) => line.trim().replace(/^\*+ ?/, ''))
  return { prose: lines.join('\n').trim(), tags, span: comment.span }
}

/** Doc comments by the offset of the token right behind them; a later one wins. */
export const docsByOffset = (
  comments: readonly Comment[],
  tokens: readonly IToken[],
): ReadonlyMap<number, Doc> => {
  const docs = new Map<number, Doc>()
  let k = 0
  for (const comment of comments) {
    if (!isDoc(comment)) continue
    while (k < tokens.length && (tokens[k]?.startOffset ?? 0) < comment.span.end) k++
    const token = tokens[k]
    if (token !== undefined) docs.set(token.startOffset, buildDoc(comment))
  }
  return docs
}
