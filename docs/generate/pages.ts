import { connectors } from '../../src/connectors/connectors.ts'
import { schemaText } from '../../src/project/json-schema.ts'
import { diagnosticPages } from './diagnostics.ts'
import type { Page } from './page.ts'

/** All that is generated for readers and editors. */
export const allPages = (): readonly Page[] => [
  { path: 'docs/reference/sluice.schema.json', text: schemaText(connectors) },
  ...diagnosticPages(),
]
