import type { Log } from '../stream/log.ts'
import type { Terminal } from './terminal.ts'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

const fieldsText = (fields: Readonly<Record<string, unknown>> | undefined): string =>
  Object.entries(fields ?? {})
    .map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('')

/** Messages for a person who watches: one line each on standard error. */
export const plainLog = (terminal: Terminal, level: LogLevel): Log => {
  const at = (name: LogLevel) => (message: string, fields?: Readonly<Record<string, unknown>>) => {
    if (logLevels.indexOf(name) < logLevels.indexOf(level)) return
    terminal.err.write(`${name === 'info' ? '' : `${name}: `}${message}${fieldsText(fields)}\n`)
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** Messages for a log collector: JSON lines by pino on standard error. */
export const jsonLog = async (level: LogLevel): Promise<Log> => {
  const { pino } = await import('pino')
  const logger = pino({ level }, pino.destination(2))
  return {
    debug: (message, fields) => {
      logger.debug(fields ?? {}, message)
    },
    info: (message, fields) => {
      logger.info(fields ?? {}, message)
    },
    warn: (message, fields) => {
      logger.warn(fields ?? {}, message)
    },
    error: (message, fields) => {
      logger.error(fields ?? {}, message)
    },
  }
}
