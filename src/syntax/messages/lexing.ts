import type { IToken } from 'chevrotain'
import type { Collector } from '../../diagnostic/collector.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import { tokenSpan } from '../build/tree.ts'

/** Characters that hide or reorder what a reader sees: controls, zero width, and direction marks. */
const HIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
/** Most characters of one kind that are named; the rest of a file full of them says nothing new. */
export const NAMED_MAX = 20

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** Signs that look like ours or mean the same elsewhere. */
const lookalikes: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': "'",
  '\u201d': "'",
  '\u00b4': "'",
  '\u037e': ';',
  '\uff1d': '=',
  '\u2260': '<>',
  '\u2264': '<=',
  '\u2265': '>=',
  '\uff0c': ',',
  '\uff1b': ';',
  '\uff08': '(',
  '\uff09': ')',
  '\u2010': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2212': '-',
  '\u00d7': '*',
  '\u00f7': '/',
  '#': '-- for a comment',
  '?': 'CASE WHEN … THEN … ELSE … END',
  $: 'a path without it, as payload.x',
  '&': 'AND',
  '|': 'OR, or || to join text',
}

const isHidden = (character: string): boolean => character.search(HIDDEN) === 0

/** Names what stands at an offset and makes no token, in plain words. */
export const reportCharacter = (start: number, document: SourceDocument, collector: Collector): void => {
  const character = String.fromCodePoint(document.text.codePointAt(start) ?? 0)
  const span = { start, end: start + character.length }
  if (isHidden(character)) {
    collector.add('hidden-character', document, span, {
      message: `the hidden character ${codePoint(character)} stands here`,
    })
    return
  }
  const meant = Object.hasOwn(lookalikes, character) ? lookalikes[character] : undefined
  const shown = /^\P{C}$/u.test(character) ? `${character} (${codePoint(character)})` : codePoint(character)
  collector.add('unexpected-character', document, span, {
    message: `${shown} has no meaning here`,
    ...(meant === undefined ? {} : { help: `did you mean ${meant} ?` }),
  })
}

/** Hidden characters in text and comments, where they could make a reviewer see another rule. */
export const hiddenIn = (text: string): readonly number[] =>
  text.search(HIDDEN) < 0 ? [] : [...text.matchAll(HIDDEN)].slice(0, NAMED_MAX).map(({ index }) => index)

/** Cyrillic and Greek letters that look like Latin ones. */
const TWINS = /[АВЕЗІЈКМНОРЅТХаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]/u

/** Names in which letters of two alphabets look the same, so that two names look like one. */
export const reportTwins = (
  tokens: readonly IToken[],
  document: SourceDocument,
  collector: Collector,
): void => {
  if (!TWINS.test(document.text)) return
  let count = 0
  for (const token of tokens) {
    if (!/^[A-Za-z_\u0080-\uffff]/.test(token.image)) continue
    const twin = TWINS.exec(token.image)?.[0]
    if (twin === undefined || !/[A-Za-z]/.test(token.image)) continue
    if (++count > NAMED_MAX) return
    collector.add('mixed-alphabets', document, tokenSpan(token), {
      message: `the ${twin} (${codePoint(twin)}) in this name only looks like a Latin letter`,
    })
  }
}

/** What `e'…'` knows; another backslash was meant for something that would not come of it. */
const ESCAPE = /''|\\(?:u[0-9a-fA-F]{4}|[ntrbf0\\'"/]|([^]))/g

/** Names escapes that say nothing: `e'\d'` would be a d. */
export const reportEscapes = (
  piece: string,
  start: number,
  document: SourceDocument,
  collector: Collector,
): void => {
  let count = 0
  for (const match of piece.slice(2, -1).matchAll(ESCAPE)) {
    if (match[1] === undefined) continue
    if (++count > NAMED_MAX) return
    const at = start + 2 + match.index
    const shown = isHidden(match[1]) || /\s/.test(match[1]) ? codePoint(match[1]) : match[1]
    collector.add(
      'bad-literal',
      document,
      { start: at, end: at + match[0].length },
      {
        message: `\\${shown} is no escape of e'…'`,
        help: "write \\\\ for a backslash, \\u0041 for a character by its code; in '…' a backslash stands for itself",
      },
    )
  }
}
