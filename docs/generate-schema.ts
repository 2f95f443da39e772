import { writeFileSync } from 'node:fs'
import { connectors } from '../src/connectors/connectors.ts'
import { schemaText } from '../src/project/json-schema.ts'

// Writes the JSON Schema of sluice.yaml for editors. Run `npx tsx docs/generate-schema.ts` after a change of options.
writeFileSync(new URL('reference/sluice.schema.json', import.meta.url), schemaText(connectors))
