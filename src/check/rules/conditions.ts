import type { CheckedRule } from '../checked/project.ts'
import type { Workspace } from '../statement/workspace.ts'

/** Placeholder until ranges land. */
export const conditions = (_workspace: Workspace, _rules: readonly CheckedRule[]): readonly never[] => []
