import type { Catalog } from './catalog/catalog.ts'
import { checkProject } from './check/check.ts'
import { compileProgram } from './codegen/compile-program.ts'
import type { CompileOptions } from './codegen/compile-options.ts'
import type { Program } from './codegen/program.ts'
import { defaultCatalog } from './default-catalog.ts'
import { Collector } from './diagnostic/collector.ts'
import type { Diagnostic } from './diagnostic/diagnostic.ts'
import { SourceDocument } from './diagnostic/document.ts'
import { parse } from './syntax/parse.ts'

export { createEngine } from './runtime/engine.ts'
export type { Engine, EngineOptions } from './runtime/engine.ts'
export { Catalog } from './catalog/catalog.ts'
export type { ConnectorEntry } from './catalog/connector.ts'
export { defineFunction } from './catalog/function.ts'
export { defaultCatalog } from './default-catalog.ts'
export type { Diagnostic, Program, CompileOptions }

export interface CompileTextOptions {
  /** Name of the file, for findings. */
  readonly name: string
  readonly catalog?: Catalog
  /** What the compiler needs from its surroundings; without it only findings are made. */
  readonly compile?: CompileOptions
}

/** Checks and compiles one rule file. Never throws on a user's mistake; `program` is there where there is no error. */
export const compile = (
  text: string,
  options: CompileTextOptions,
): { readonly program: Program | undefined; readonly diagnostics: readonly Diagnostic[] } => {
  const collector = new Collector()
  const document = new SourceDocument(options.name, text)
  const file = parse(document, collector)
  const project = checkProject(
    { files: [{ document, file }], catalog: options.catalog ?? defaultCatalog },
    collector,
  )
  const { compile: surroundings } = options
  const isSound = !collector.hasErrors && surroundings !== undefined
  return {
    program: isSound ? compileProgram(project, surroundings) : undefined,
    diagnostics: collector.sorted(),
  }
}
