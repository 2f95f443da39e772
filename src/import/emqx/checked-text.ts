import type { Catalog } from '../../catalog/catalog.ts'
import type { Capabilities } from '../../catalog/function.ts'
import { checkProject } from '../../check/check.ts'
import { Collector } from '../../diagnostic/collector.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import { SourceDocument } from '../../diagnostic/document.ts'
import { format } from '../../syntax/format/format.ts'
import { parse } from '../../syntax/parse.ts'

/** What the import needs of its surroundings to check what it wrote. */
export interface Vocabulary {
  readonly catalog: Catalog
  readonly capabilities: Capabilities
}

/** The text of one rule in the style of the formatter, or the finding for which it would not run. */
export const checkedText = (
  text: string,
  { catalog, capabilities }: Vocabulary,
): { readonly text: string } | { readonly finding: Diagnostic } => {
  const document = new SourceDocument('<imported>', text)
  const collector = new Collector()
  const file = parse(document, collector)
  if (!collector.hasErrors) checkProject({ files: [{ document, file }], catalog, capabilities }, collector)
  const finding = collector.sorted().find((one) => one.severity === 'error')
  return finding === undefined ? { text: format(file, document) } : { finding }
}
