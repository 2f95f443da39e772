import { writeFileSync } from 'node:fs'
import { allPages } from './pages.ts'

// Writes every generated page. Run `npm run docs` after a change of what the pages are made from.
for (const { path, text } of allPages()) writeFileSync(path, text)
