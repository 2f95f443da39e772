import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { allPages } from './pages.ts'

// Writes every generated page. Run `npm run docs` after a change of what the pages are made from.
for (const { path, text } of allPages()) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
