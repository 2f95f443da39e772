import { expect, it } from 'vitest'
import { renderMarkdown } from '../../src/cli/page/render-markdown.ts'
import { colourPalette, plainPalette } from '../../src/diagnostic/render/palette.ts'

const page = `# Title

A paragraph of **strong** words with a [link](x.md), which is longer than the line \`and code with spaces\` in it.

<!-- a mark -->

- one item that is longer than the line is wide
- two

\`\`\`sql
SELECT  a
\`\`\`

| a | b |
|---|---|
| 1 | 2 |
`

it('fills paragraphs and keeps code', () => {
  expect(renderMarkdown(page, plainPalette, 40)).toBe(`Title

A paragraph of strong words with a
link, which is longer than the line
\`and code with spaces\` in it.

  - one item that is longer than the
    line is wide
  - two

    SELECT  a

a  b
1  2`)
})

it('has strong words in colour', () => {
  expect(renderMarkdown('a **b**', colourPalette, 40)).toBe('a \u001b[1mb\u001b[0m')
})
