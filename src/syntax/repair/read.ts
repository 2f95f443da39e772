import type { IToken } from 'chevrotain'
import type { Mistake, Parsed } from '../../../grammar/machine.ts'
import type { Tree } from '../../../grammar/tree.ts'
import type { Collector } from '../../diagnostic/collector.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import { clauseStart } from '../messages/clause-heads.ts'
import { explain } from '../messages/explain.ts'
import { upper, type Edit, type Place } from '../messages/place.ts'
import { applyEdit } from './edit.ts'
import { guesses } from './guesses.ts'

/** Most mistakes that are looked for in one statement. */
export const MISTAKES_MAX = 20
/** Most tokens that are read again in search of further mistakes, in one file. */
const REREAD_TOKENS_MAX = 100_000

/** What is left for reading again; one for a file, so that a file full of mistakes is answered soon. */
export class Budget {
  tokens = REREAD_TOKENS_MAX
}

export interface Context {
  readonly document: SourceDocument
  readonly collector: Collector
  readonly budget: Budget
}

export type Parse = (tokens: readonly IToken[]) => Parsed

const placeOf = (mistake: Mistake, tokens: readonly IToken[], document: SourceDocument): Place => {
  const { at } = mistake
  return {
    document,
    tokens,
    at,
    found: tokens[at],
    previous: tokens[at - 1],
    next: tokens[at + 1],
    expected: new Set(mistake.expected),
    rule: mistake.rules.at(-1) ?? 'statement',
    parent: mistake.rules.at(-2) ?? '',
    isLeftover: mistake.isLeftover,
    clause: upper(tokens[clauseStart(tokens, at)]),
  }
}

interface Attempt {
  readonly tokens: readonly IToken[]
  readonly parsed: Parsed
  /** How many tokens behind the edit were understood; a mistake right there is a consequence of the first. */
  readonly gained: number
}

/** An edit that lets so many tokens be understood is good enough, and a gentler one is better than a further one. */
const GAINED_ENOUGH = 3

/**
 * Reads tokens as a statement or expression. At a mistake it reports it, edits the tokens so that reading can go on
 * behind it, and reads again: so each mistake is found, and its consequences are not. The tree is undefined unless
 * every edit was surely what was meant.
 */
export const readRepairing = (
  start: readonly IToken[],
  parse: Parse,
  { document, collector, budget }: Context,
): Tree | undefined => {
  const attempt = (tokens: readonly IToken[], edit: Edit): Attempt => {
    const edited = applyEdit(tokens, edit)
    budget.tokens -= edited.length
    const parsed = parse(edited)
    const behind = edit.at + edit.insert.length
    return {
      tokens: edited,
      parsed,
      gained: parsed.mistake === undefined ? Infinity : parsed.mistake.at - behind,
    }
  }
  let current: Attempt = { tokens: start, parsed: parse(start), gained: 0 }
  let isCertain = true
  for (let count = 0; count < MISTAKES_MAX; count++) {
    const { tokens, parsed } = current
    if (parsed.mistake === undefined) return isCertain ? parsed.tree : undefined
    const place = placeOf(parsed.mistake, tokens, document)
    const { slug, span, finding, edit, isCertain: isSure } = explain(place)
    collector.add(slug, document, span, finding)
    if (budget.tokens < 0) return undefined
    const meant = edit === undefined ? undefined : attempt(tokens, edit)
    if (meant !== undefined && meant.gained > 0) {
      isCertain &&= isSure === true
      current = meant
      continue
    }
    // Before the first word of a statement there is nothing to go on from.
    if (place.rule === 'statement' && place.at === 0) return undefined
    isCertain = false
    const best = furthest(place, (guess) => (budget.tokens < 0 ? undefined : attempt(tokens, guess)))
    if (best === undefined || best.gained <= 0) return undefined
    current = best
  }
  return undefined
}

const furthest = (place: Place, attempt: (guess: Edit) => Attempt | undefined): Attempt | undefined => {
  let best: Attempt | undefined
  for (const guess of guesses(place)) {
    const tried = attempt(guess)
    if (tried === undefined) break
    if (best === undefined || tried.gained > best.gained) best = tried
    if (best.gained >= GAINED_ENOUGH) break
  }
  return best
}
