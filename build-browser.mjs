// Bundles what a web page needs into dist/browser.js: no built-ins of Node, no connectors, no examples of functions.
import { build } from 'esbuild'
import { readFile } from 'node:fs/promises'
import ts from 'typescript'
import { lexerOnly } from './build-lexer-only.mjs'

/** A page runs functions and does not show their prose and examples, which are a quarter of the bundle. */
const shown = new Map([
  ['examples', '[]'],
  ['prose', "''"],
])

const withoutProse = {
  name: 'without-prose',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]src[\\/]functions[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const spans = []
      const visit = (node) => {
        const empty = ts.isPropertyAssignment(node) ? shown.get(node.name.getText()) : undefined
        if (empty !== undefined) spans.push([node.initializer.getStart(), node.initializer.end, empty])
        else ts.forEachChild(node, visit)
      }
      visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
      const contents = spans.reduceRight(
        (all, [start, end, empty]) => `${all.slice(0, start)}${empty}${all.slice(end)}`,
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
    plugins: [withoutProse, lexerOnly],
  })
