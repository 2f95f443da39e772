import { defineFunction } from '../../catalog/function.ts'
import { limitedText } from '../limits.ts'

/** A lone surrogate has no percent-encoding; it becomes U+FFFD. */
const wellFormed = (text: string): string =>
  text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')

/** The text as one part of a URL. */
export const urlPartFunction = defineFunction({
  name: 'url_part',
  aliases: ['url_encode'],
  group: 'network',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'The text as one part of a URL: everything but letters, digits and -_.~ is percent-encoded.',
  examples: [
    { expression: "url_part('a/b c')", result: '"a%2Fb%20c"' },
    { expression: "url_part('a.b-1')", result: '"a.b-1"' },
  ],
  evaluate: ([text]) =>
    limitedText(
      encodeURIComponent(wellFormed(text as string)).replace(
        /[!'()*]/g,
        (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    ),
})
