import { Catalog } from './catalog/catalog.ts'
import { aggregates } from './functions/aggregates.ts'
import { functions } from './functions/functions.ts'
import { connectors } from './connectors/connectors.ts'
import { formats } from './formats/formats.ts'
import { windows } from './windows/windows.ts'

/** The whole vocabulary. */
export const defaultCatalog = new Catalog({
  functions,
  aggregates,
  windows,
  formats,
  connectors,
})
