import type { Fix } from '../diagnostic.ts'
import type { SourceDocument } from '../document.ts'
import type { FrameLine } from './frame.ts'

/** The line as a fix would write it, what is new marked; undefined where the fix touches more than one line. */
export const proposedLine = (
  document: SourceDocument,
  fix: Fix,
  paint: (text: string) => string,
): FrameLine | undefined => {
  const edits = [...fix.edits].sort((a, b) => a.span.start - b.span.start)
  const [first] = edits
  if (first === undefined) return undefined
  const { line } = document.position(first.span.start)
  const isElsewhere = edits.some(
    ({ span, text }) =>
      document.position(span.start).line !== line ||
      document.position(span.end).line !== line ||
      text.includes('\n'),
  )
  if (isElsewhere) return undefined
  const source = document.line(line)
  const offset = first.span.start - (document.position(first.span.start).column - 1)
  const marks: FrameLine['marks'][number][] = []
  let text = ''
  let done = 0
  for (const edit of edits) {
    text += source.slice(done, edit.span.start - offset)
    const from = text.length
    text += edit.text
    done = edit.span.end - offset
    if (edit.text !== '') marks.push({ from, to: text.length, sign: '+', label: '', paint })
  }
  return { number: line, text: text + source.slice(done), marks }
}
