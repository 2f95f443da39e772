import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allPages } from '../../docs/generate/pages.ts'

test.each(allPages().map(({ path, text }) => [path, text]))('%s is current', (path, text) => {
  const stored = existsSync(path) ? readFileSync(path, 'utf8') : ''
  expect(stored === text ? '' : text, `run \`npm run docs\`: ${path} is old`).toBe('')
})
