// Bundles what a web page needs into dist/browser.js: no built-ins of Node, no connectors, no examples of functions.
import { build } from 'esbuild'
import { readFile } from 'node:fs/promises'
import ts from 'typescript'

/** A page runs functions and does not show their examples, which are a fifth of the bundle. */
const withoutExamples = {
  name: 'without-examples',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]src[\\/]functions[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const spans = []
      const visit = (node) => {
        if (ts.isPropertyAssignment(node) && node.name.getText() === 'examples')
          spans.push([node.initializer.getStart(), node.initializer.end])
        else ts.forEachChild(node, visit)
      }
      visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
      const contents = spans.reduceRight(
        (all, [start, end]) => `${all.slice(0, start)}[]${all.slice(end)}`,
        text,
      )
      return { contents, loader: 'ts' }
    })
  },
}

export const buildBrowser = (outfile) =>
  build({
    entryPoints: ['src/browser/browser.ts'],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
    logOverride: { 'direct-eval': 'silent' },
    plugins: [withoutExamples],
  })
