import { family } from '../code.ts'

/** Findings about sluice.yaml. */
export const projectCodes = family({
  'bad-yaml': {
    severity: 'error',
    title: 'The file is not YAML',
    reason: 'sluice.yaml is read as YAML 1.2. Nothing in it counts until it can be read.',
  },
  'unknown-setting': {
    severity: 'error',
    title: 'There is no such setting',
    reason: 'A setting that nobody reads is a mistake in waiting, so unknown ones are refused.',
  },
  'bad-setting': {
    severity: 'error',
    title: 'A setting has a value that does not fit',
    reason: 'Settings are checked before anything runs, so that a mistake shows in review and not at night.',
  },
  'unknown-connector': {
    severity: 'error',
    title: 'There is no such connector',
    reason: 'The type of a connection names the protocol that it speaks.',
  },
  'unknown-profile': {
    severity: 'error',
    title: 'There is no such profile',
    reason:
      'A profile changes constants and switches rules off. It must stand under profiles in sluice.yaml.',
  },
})
