import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ebnf } from '../../grammar/generate/ebnf.ts'
import { stepsJson } from '../../grammar/generate/steps-json.ts'
import { textMate } from '../../grammar/generate/text-mate.ts'

const written = (name: string): string =>
  readFileSync(new URL(`../../grammar/${name}`, import.meta.url), 'utf8')

// Where one of these fails: npx tsx grammar/generate/main.ts
test('rules.ebnf is what the parser gives', () => {
  expect(written('rules.ebnf')).toBe(ebnf())
})

test('steps.json is what the definitions of the grammar do', () => {
  expect(written('steps.json')).toBe(stepsJson())
})

test('sluice.tmLanguage.json is what the tokens give', () => {
  expect(written('sluice.tmLanguage.json')).toBe(textMate())
})

test('every rule that the EBNF names is in it', () => {
  const text = ebnf().replace(/\(\*[^]*?\*\)|\?[^?]*\?|"[^"]*"/g, '')
  const defined = new Set([...text.matchAll(/^(\w+) =/gm)].map(([, name]) => name))
  const used = [...text.matchAll(/[A-Za-z]\w*/g)].map(([name]) => name)
  expect(used.filter((name) => !defined.has(name))).toEqual([])
  expect(defined.size).toBeGreaterThan(60)
})

test('the patterns of the TextMate grammar are regular expressions', () => {
  const patterns = [...textMate().matchAll(/"(?:match|begin|end)": ("(?:[^"\\]|\\.)*")/g)].map(
    ([, text]) => JSON.parse(text ?? '""') as string,
  )
  expect(patterns.length).toBeGreaterThan(15)
  // Editors read (?i) at the start; JavaScript has a flag for it.
  for (const pattern of patterns) expect(() => new RegExp(pattern.replace('(?i)', ''), 'i')).not.toThrow()
})
