declare const SLUICE_VERSION: string | undefined

/** The version of this package; the bundle has it built in, sources run by a tool are 'development'. */
export const version = typeof SLUICE_VERSION === 'string' ? SLUICE_VERSION : 'development'
