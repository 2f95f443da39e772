import type { ILexingError } from 'chevrotain'
import type { Collector } from '../../diagnostic/collector.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'

/** Characters that hide or reorder what a reader sees: controls, zero width, and direction marks. */
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
const HIDDEN_MAX = 20

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

const lookalikes: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': "'",
  '\u201d': "'",
  '\u00b4': "'",
  '\uff1d': '=',
  '\u2260': '<>',
  '\u2264': '<=',
  '\u2265': '>=',
  '\uff0c': ',',
  '\uff1b': ';',
  '\uff08': '(',
  '\uff09': ')',
  '\u2013': '-',
  '\u2212': '-',
  '\u00d7': '*',
}

/** Hidden characters anywhere, in text and comments too, where they could make a reviewer see another rule. */
export const reportHidden = (document: SourceDocument, collector: Collector): void => {
  let count = 0
  for (const match of document.text.matchAll(HIDDEN)) {
    if (match.index === 0 && match[0] === '\ufeff') continue
    if (++count > HIDDEN_MAX) return
    const span = { start: match.index, end: match.index + 1 }
    collector.add('hidden-character', document, span, {
      message: `the hidden character ${codePoint(match[0])} stands here`,
    })
  }
}

/** What the lexer could not read, in plain words. */
export const reportLexing = (
  errors: readonly ILexingError[],
  document: SourceDocument,
  collector: Collector,
): void => {
  for (const error of errors) {
    const start = error.offset
    const character = String.fromCodePoint(document.text.codePointAt(start) ?? 0)
    if (character === "'" || character === '"' || character === '`') {
      const end = document.text.indexOf('\n', start)
      collector.add(
        'unterminated-text',
        document,
        { start, end: end < 0 ? document.text.length : end },
        {
          message: `what begins with ${character} here has no end`,
        },
      )
    } else if (document.text.startsWith('/*', start))
      collector.add(
        'unterminated-comment',
        document,
        { start, end: start + 2 },
        {
          message: 'the comment that begins here has no end',
        },
      )
    else {
      const span = { start, end: start + Math.max(character.length, Math.min(error.length, 20)) }
      const meant = lookalikes[character]
      collector.add('unexpected-character', document, span, {
        message: `${character} (${codePoint(character)}) has no meaning here`,
        ...(meant === undefined ? {} : { help: `did you mean ${meant} ?` }),
      })
    }
  }
}
