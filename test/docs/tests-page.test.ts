import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runCommand } from '../cli/run-command.ts'
import { filesOf, withFolder } from './example.ts'
import { fencesOf } from './markdown.ts'

const pages = [
  ['docs/tests.md', 'docs/sluice.yaml'],
  ['README.md', 'rules/sluice.yaml'],
] as const

test.each(pages)('the tests in %s pass', async (page, settings) => {
  const blocks = fencesOf(readFileSync(page, 'utf8')).filter(({ language }) => language === 'sql')
  const text = blocks.map((block) => block.text).join('\n')
  const files = filesOf([{ language: 'sql', words: '', text, line: 1 }], readFileSync(settings, 'utf8'))
  const { code, out } = await withFolder(files, (folder) => runCommand(['test', '.'], '', folder))
  expect(out).toMatch(/^ok {5}example\.rules {2}\d passed\n(note: .*\n)?\d tests?: \d passed/)
  expect(code).toBe(0)
})
