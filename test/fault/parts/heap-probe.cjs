// Loaded before the worker: on SIGUSR2 it collects garbage and writes what is left, for tests of memory.
const { writeFileSync } = require('node:fs')

process.on('SIGUSR2', () => {
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  writeFileSync('heap.json', JSON.stringify({ heapUsed, external }))
})
