import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Span } from '../../diagnostic/span.ts'

/** A comment behind what was read, on the same line or the next. */
const comment = /[^\S\n]*\n?[^\S\n]*(?:--[^\n]*|\/\*[^]*?\*\/)/y

/**
 * The last line of the comments with which the file ends in the midst of a statement, where that is below the line of the last
 * token: its author was about to go on there. Comments behind an empty line are about something else.
 */
export const commentAtEnd = (document: SourceDocument, from: number): Span | undefined => {
  const { text } = document
  let end = from
  comment.lastIndex = from
  while (comment.test(text)) end = comment.lastIndex
  if (end === from || text.slice(end).search(/\S/) >= 0) return undefined
  if (document.position(end).line - document.position(from).line < 1) return undefined
  const line = text.lastIndexOf('\n', end - 1) + 1
  return { start: line + text.slice(line, end).search(/\S/), end }
}
