import type { DoctorCheck } from '../check.ts'

/** Rule files and sluice.yaml, as `check` sees them, and the references of connections. */
export const configuration: DoctorCheck = {
  name: 'configuration',
  run: async ({ connections, loaded }) => {
    const { diagnostics, documents, project } = loaded
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length
    const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length
    const help = 'sluice check shows them'
    const problems = Array.isArray(connections) ? (connections as readonly string[]) : []
    if (errors > 0)
      return [{ level: 'fail', message: `${String(errors)} errors in rule files or sluice.yaml`, help }]
    return [
      warnings > 0
        ? { level: 'warn', message: `${String(warnings)} warnings in rule files or sluice.yaml`, help }
        : {
            level: 'ok',
            message: `${String(project.rules.length)} rules in ${String(documents.length)} files`,
          },
      ...problems.map((message) => ({
        level: 'fail' as const,
        message,
        help: 'give the variable or file, or correct sluice.yaml',
      })),
    ]
  },
}
