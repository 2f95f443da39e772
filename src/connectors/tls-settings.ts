import { readFileSync } from 'node:fs'
import * as z from 'zod'

/** TLS of a connection as it stands in sluice.yaml; certificates are always verified. */
export const tlsSettings = z.strictObject({
  ca_file: z
    .string()
    .meta({ description: 'Certificates to trust, PEM, in place of the usual ones.' })
    .optional(),
  cert_file: z.string().meta({ description: 'Our certificate, PEM.' }).optional(),
  key_file: z.string().meta({ description: 'Key of our certificate, PEM.' }).optional(),
})

export type TlsSettings = z.infer<typeof tlsSettings>

/** A file that the configuration names cannot be read. */
export class UnreadableFile extends Error {}

const read = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new UnreadableFile(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown'}`)
  }
}

/** Options for `tls.connect`, with the files read; throws `UnreadableFile`. */
export const tlsOptions = (settings: TlsSettings) => ({
  rejectUnauthorized: true,
  ...(settings.ca_file === undefined ? {} : { ca: read(settings.ca_file) }),
  ...(settings.cert_file === undefined ? {} : { cert: read(settings.cert_file) }),
  ...(settings.key_file === undefined ? {} : { key: read(settings.key_file) }),
})
