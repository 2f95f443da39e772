import { ebnf } from '../../grammar/generate/ebnf.ts'
import { textMate } from '../../grammar/generate/text-mate.ts'
import { connectors } from '../../src/connectors/connectors.ts'
import { schemaText } from '../../src/project/json-schema.ts'
import { connectorPages } from './connectors.ts'
import { diagnosticPages } from './diagnostics.ts'
import { functionPages } from './functions.ts'
import type { Page } from './page.ts'
import { statementPages } from './statements.ts'

/** All that is generated for readers and editors. */
export const allPages = (): readonly Page[] => [
  { path: 'grammar/rules.ebnf', text: ebnf() },
  { path: 'grammar/sluice.tmLanguage.json', text: textMate() },
  { path: 'docs/reference/sluice.schema.json', text: schemaText(connectors) },
  ...statementPages(),
  ...functionPages(),
  ...connectorPages(),
  ...diagnosticPages(),
]
