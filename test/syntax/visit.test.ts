import { expect, test } from 'vitest'
import { children, walk } from '../../src/syntax/visit.ts'
import { corpus } from './corpus.ts'
import { read } from './read.ts'

const isMember = (node: object): boolean => 'name' in node && typeof node.name === 'string'

test('children lie within their parents, in order of entry', () => {
  let count = 0
  for (const text of corpus().values())
    walk(read(text).file, (node, depth) => {
      count++
      expect(depth).toBeLessThan(50)
      for (const child of children(node)) {
        // A doc comment stands before its statement; a member of a TEST's JSON has the place of its name.
        if ('prose' in child || 'tags' in node || isMember(node)) continue
        expect(child.span.start).toBeGreaterThanOrEqual(node.span.start)
        expect(child.span.end).toBeLessThanOrEqual(node.span.end)
      }
    })
  expect(count).toBeGreaterThan(1_000)
})

test('what is refused on entry is left out', () => {
  const seen: string[] = []
  walk(read('SET a = f(b) + c;').file, (node) => {
    if ('kind' in node) seen.push(String(node.kind))
    return !('kind' in node && node.kind === 'call')
  })
  expect(seen).toEqual(['set', 'binary', 'call', 'name'])
})
