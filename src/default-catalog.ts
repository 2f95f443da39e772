import { Catalog } from './catalog/catalog.ts'
import { functions } from './functions/functions.ts'
import { connectors } from './connectors/connectors.ts'
import { formats } from './formats/formats.ts'

/** The whole vocabulary. */
export const defaultCatalog = new Catalog({
  functions,
  aggregates: [],
  windows: [],
  formats,
  connectors,
})
