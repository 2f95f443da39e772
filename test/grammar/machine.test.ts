import type { IToken } from 'chevrotain'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { parseStatement, tokenize } from '../../grammar/grammar.ts'
import { isTree, type Tree } from '../../grammar/tree.ts'
import { mistakeIn } from '../../grammar/whole-grammar.ts'
import { statement } from '../property/programs.ts'
import { corpus } from '../syntax/corpus.ts'

vi.setConfig({ testTimeout: 120_000 })

const leaves = (tree: Tree): readonly IToken[] =>
  tree.parts.flatMap((part) => (isTree(part) ? leaves(part) : [part]))

/** The machine reads what Chevrotain's parser reads, every token once and in order, and finds its mistakes. */
const agree = (tokens: readonly IToken[]): void => {
  const { tree, mistake } = parseStatement(tokens)
  const theirs = mistakeIn(tokens, 'statement')
  expect(tree !== undefined, tokens.map(({ image }) => image).join(' ')).toBe(theirs === undefined)
  expect(mistake).toEqual(theirs)
  if (tree !== undefined) expect(leaves(tree)).toEqual(tokens)
}

test('well-formed statements', () => {
  fc.assert(
    fc.property(statement, (text) => {
      agree(tokenize(text).tokens)
    }),
    { numRuns: 100 },
  )
})

const statements = [...corpus().values()].flatMap((text) => {
  const pieces: IToken[][] = [[]]
  for (const token of tokenize(text).tokens)
    if (token.image === ';') pieces.push([])
    else pieces.at(-1)?.push(token)
  return pieces.filter((piece) => piece.length > 0)
})
const words = [...new Map(statements.flat().map((token) => [token.image.toUpperCase(), token])).values()]

test('statements with a word taken out, put in or put in the place of another', () => {
  const change = fc.record({
    tokens: fc.constantFrom(...statements),
    at: fc.nat(),
    taken: fc.constantFrom(0, 1),
    word: fc.option(fc.constantFrom(...words), { nil: undefined }),
  })
  fc.assert(
    fc.property(change, ({ tokens, at, taken, word }) => {
      const place = at % (tokens.length + 1)
      // A copy, since Chevrotain's mistakes name a token, and it may stand in the statement already.
      const inserted = word === undefined ? [] : [{ ...word }]
      agree([...tokens.slice(0, place), ...inserted, ...tokens.slice(place + taken)])
    }),
    { numRuns: 2_000 },
  )
})
