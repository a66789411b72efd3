// What `npm query --package-lock-only` answers, for many projects and selectors in one process: the same two calls of npm's own libraries.
// Reads lines of { folder, legacyPeerDeps, selectors }; writes a line for each: per selector a sorted list of locations, or { error }.
const { execFileSync } = require('node:child_process')
const { createInterface } = require('node:readline')
const { join } = require('node:path')

const global = execFileSync('npm', ['root', '-g'], { encoding: 'utf8' }).trim()
const Arborist = require(join(global, 'npm', 'node_modules', '@npmcli', 'arborist'))

const query = async (tree, selector) => {
  try {
    const nodes = await tree.querySelectorAll(selector, {})
    return [...new Set(nodes.map(node => node.target.location))].sort()
  } catch (error) {
    return { error: error.message }
  }
}

const main = async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    const { folder, legacyPeerDeps, selectors } = JSON.parse(line)
    process.chdir(folder)
    const tree = await new Arborist({ path: folder, legacyPeerDeps }).loadVirtual()
    const answers = []
    for (const selector of selectors) {
      answers.push(await query(tree, selector))
    }
    process.stdout.write(`${JSON.stringify(answers)}\n`)
  }
}

main()
