/** What an error of the server asks for. `row`: this row will never be taken. */
export type RedisVerdict = 'row' | 'retry' | 'reconnect' | 'fatal'

/** About the moment: loading, a script that runs, no memory, a disk that cannot be written to. */
const passing = new Set([
  'LOADING',
  'BUSY',
  'UNKILLABLE',
  'OOM',
  'MISCONF',
  'MASTERDOWN',
  'NOREPLICAS',
  'TRYAGAIN',
  'CLUSTERDOWN',
])
/** About us: no password, the wrong one, a server that is part of a cluster. */
const ours = new Set(['NOAUTH', 'WRONGPASS', 'NOPROTO', 'DENIED', 'MOVED', 'ASK'])

/** By the first word of the error, which Redis keeps for programs. */
export const verdictOf = (message: string): RedisVerdict => {
  const [word = ''] = message.split(' ', 1)
  if (passing.has(word) || message.startsWith('ERR max number of clients')) return 'retry'
  // Failed over: this server only reads now.
  if (word === 'READONLY') return 'reconnect'
  if (ours.has(word)) return 'fatal'
  // A command that is forbidden is so for all rows, a key or channel for this one.
  if (word === 'NOPERM') return /\brun\b/.test(message) ? 'fatal' : 'row'
  return /^ERR (unknown command|unknown subcommand|AUTH|invalid password|DB index)/i.test(message)
    ? 'fatal'
    : 'row'
}
