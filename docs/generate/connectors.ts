import { connectorPage } from '../../src/cli/page/connector-page.ts'
import { laneOptions } from '../../src/check/statement/lane-options.ts'
import { defaultCatalog } from '../../src/default-catalog.ts'
import type { Page } from './page.ts'

const can = (has: unknown): string => (has === undefined ? '' : 'yes')

/** The reference of connectors and formats. */
export const connectorPages = (): readonly Page[] => {
  const { connectors, formats } = defaultCatalog.vocabulary
  const rows = connectors.map(
    ({ name, prose, source, sink, table }) =>
      `| [${name}](#${name}) | ${can(source)} | ${can(sink)} | ${can(table)} | ${prose} |`,
  )
  return [
    {
      path: 'docs/reference/connectors.md',
      text: `# Connectors and formats

A connection stands in sluice.yaml, under \`connections\`, with its \`type\` and settings; values of secrets are references
such as \`\${env:PG_URL}\` or \`\${file:/run/secrets/mqtt}\`. A rule file uses it by name, with options of its own.
\`audience: public\` marks a connection that leaves the house. Every target also takes \`nulls = 'omit'\`, which leaves NULL
columns out, and \`value = expr\`, which writes that value in place of the row, and the options of its lane:

${laneOptions.map(({ name, prose }) => `- \`${name}\`: ${prose}`).join('\n')}

| Type | read | written | as a table | |
|---|---|---|---|---|
${rows.join('\n')}

${connectors.map(connectorPage).join('\n\n')}

## Formats

${formats.map(({ name, prose }) => `- \`FORMAT ${name}\`: ${prose}`).join('\n')}
`,
    },
  ]
}
