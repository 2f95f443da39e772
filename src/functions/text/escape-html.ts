import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { limitedText } from '../limits.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The text with & < > and quotes written so that HTML shows them. */
export const escapeHtmlFunction = defineFunction({
  name: 'escape_html',

  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'The text with & < > and quotes written so that HTML shows them.',
  examples: [
    { expression: 'escape_html(\'<a href="x">\')', result: '"&lt;a href=&quot;x&quot;&gt;"' },
    { expression: "escape_html('a & b')", result: '"a &amp; b"' },
  ],
  evaluate: ([text]) => limitedText((text as string).replace(/[&<>"']/g, (one) => entities[one] ?? one)),
})
