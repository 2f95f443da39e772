#!/usr/bin/env node
// libuv reads this once, before its first thread, and loading a module takes one: so this file is none. Kafka's client
// blocks threads while a broker is away, and the journal's syncs must not wait behind them (8, and 2 for each of 8 clusters).
process.env.UV_THREADPOOL_SIZE ??= '24'
import('../dist/cli.js')
