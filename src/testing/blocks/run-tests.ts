import type { CheckedTest } from '../../check/checked/test.ts'
import { TestCompiler, type TestSurroundings } from './test-program.ts'
import type { TestResult } from './test-result.ts'
import { TestRun } from './test-run.ts'

export type { TestSurroundings } from './test-program.ts'

/** Runs TEST blocks in their order; each sees only its own records, and rules are compiled once for all tests. */
export const runTests = (
  tests: readonly CheckedTest[],
  surroundings: TestSurroundings,
): readonly TestResult[] => {
  const compiler = new TestCompiler(surroundings)
  return tests.map((test) => ({ test, failures: new TestRun(test, compiler).run() }))
}
