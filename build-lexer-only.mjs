/**
 * Leaves Chevrotain's parser out of a bundle: its package does not say that its modules do nothing but declare. Rule
 * files are read by its lexer and by our machine (grammar/machine.ts).
 */
export const lexerOnly = {
  name: 'lexer-only',
  setup: ({ onResolve, resolve }) => {
    onResolve(
      { filter: /^(?:chevrotain$|@chevrotain\/)|^\.{1,2}\// },
      async ({ path, pluginData, ...where }) => {
        const isTheirs = path.includes('chevrotain') || where.importer.includes('chevrotain')
        if (!isTheirs || pluginData === lexerOnly) return undefined
        const resolved = await resolve(path, { ...where, pluginData: lexerOnly })
        return { ...resolved, sideEffects: false }
      },
    )
  },
}
