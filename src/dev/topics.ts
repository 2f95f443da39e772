import type { CheckedProject } from '../check/checked/project.ts'

/** The Kafka topics that the rules' targets name, each once. */
export const neededTopics = (project: CheckedProject): readonly string[] => {
  const targets = project.rules.flatMap((rule) => rule.targets)
  const topics = targets
    .filter((target) => target.connector?.name === 'kafka')
    .map((target) => target.constants['topic'])
  return [...new Set(topics.filter((topic) => typeof topic === 'string'))]
}
