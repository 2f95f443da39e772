import * as z from 'zod'
import { tlsOptions, tlsSettings, type TlsSettings } from '../tls-settings.ts'

/** Words of `sslmode` that are accepted in a url; each but `disable` means TLS with verification. */
const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full']

const urlProblem = (text: string, schemes: readonly string[]): string | undefined => {
  if (!URL.canParse(text)) return `expected ${schemes[0] ?? ''}://user@host/database`
  const url = new URL(text)
  if (!schemes.includes(url.protocol.slice(0, -1))) return `expected ${schemes[0] ?? ''}://`
  if (url.hostname === '') return 'the url names no host'
  for (const [name, value] of url.searchParams)
    if (name !== 'sslmode' || !SSL_MODES.includes(value))
      return `${name} is not supported in the url; settings stand beside it`
  return undefined
}

/** The settings that connections to PostgreSQL and MariaDB have in common. */
export const databaseConnection = (schemes: readonly string[]) =>
  z
    .strictObject({
      url: z
        .string()
        .check((context) => {
          const message = urlProblem(context.value, schemes)
          if (message !== undefined) context.issues.push({ code: 'custom', input: context.value, message })
        })
        .meta({ description: `${schemes[0] ?? ''}://user@host:port/database` })
        .optional(),
      host: z.string().min(1).optional().describe('Server, where there is no url.'),
      port: z.int().min(1).max(65_535).optional().describe("Its port, the protocol's own unless said."),
      database: z.string().optional().describe('Database on that server.'),
      user: z.string().optional().describe('User of the database.'),
      password: z
        .string()
        .optional()
        .describe('Password of that user, best by reference: ${file:/run/secrets/db}.'),
      connect_timeout_ms: z.int().positive().default(5_000).describe('Time for the connection.'),
      statement_timeout_ms: z
        .int()
        .positive()
        .default(30_000)
        .describe('Time for one statement, in which a batch of rows is written or a table read.'),
      tls: tlsSettings
        .meta({ description: 'TLS with verification; {} for the usual certificates.' })
        .optional(),
    })
    .refine(({ url, host }) => url !== undefined || host !== undefined, 'url or host is missing')

export type DatabaseConnection = z.infer<ReturnType<typeof databaseConnection>>

export interface DatabaseAddress {
  readonly host: string
  readonly port: number
  readonly user: string | undefined
  readonly password: string | undefined
  readonly database: string | undefined
  readonly ssl: ReturnType<typeof tlsOptions> | undefined
}

const decoded = (text: string): string | undefined => (text === '' ? undefined : decodeURIComponent(text))

/** Where the database is: the parts of the url, and what stands beside it. Throws `UnreadableFile`. */
export const databaseAddress = (options: DatabaseConnection, defaultPort: number): DatabaseAddress => {
  const url = options.url === undefined ? undefined : new URL(options.url)
  const mode = url?.searchParams.get('sslmode') ?? 'disable'
  const tls: TlsSettings | undefined = options.tls ?? (mode === 'disable' ? undefined : {})
  return {
    host: options.host ?? url?.hostname.replace(/^\[|\]$/g, '') ?? 'localhost',
    port: options.port ?? (url?.port ? Number(url.port) : defaultPort),
    user: options.user ?? decoded(url?.username ?? ''),
    password: options.password ?? decoded(url?.password ?? ''),
    database: options.database ?? decoded(url?.pathname.slice(1) ?? ''),
    ssl: tls === undefined ? undefined : tlsOptions(tls),
  }
}
