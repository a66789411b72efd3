// The breadth-first search backwards over flat arrays that limits.mjs does, for packages by name: the latest versions' dependencies, every kind.
//   node --max-old-space-size=8192 search.mjs GRAPH_MODULE PACKAGES NAME… — a JSON object: name → { found, ms }, the best of some runs.
import { pathToFileURL } from 'node:url';

const [module, packages, ...names] = process.argv.slice(2);
const { Graph } = await import(pathToFileURL(module).href);
const graph = new Graph({ packages: Number(packages), seed: 1 });
const count = graph.N;

const starts = new Uint32Array(count + 2);
let edges = new Uint32Array(1 << 20);
let froms = new Uint32Array(1 << 20);
let length = 0;
const grown = (array) => {
  const more = new Uint32Array(array.length * 2);
  more.set(array);
  return more;
};
for (let i = 0; i < count; i++) {
  graph.walk(i, (version, dependencies) => {
    if (version !== graph.latest[i]) return;
    for (let k = 0; k < dependencies; k++) {
      if (length === edges.length) [edges, froms] = [grown(edges), grown(froms)];
      edges[length] = graph.tgt[k];
      froms[length++] = i;
      starts[graph.tgt[k] + 1]++;
    }
  });
}
for (let i = 0; i <= count; i++) starts[i + 1] += starts[i];
const list = new Uint32Array(length);
const next = starts.slice();
for (let at = 0; at < length; at++) list[next[edges[at]]++] = froms[at];

const seen = new Uint32Array(count);
const queue = new Uint32Array(count);
let epoch = 0;
const search = (root) => {
  epoch++;
  let [head, tail] = [0, 1];
  queue[0] = root;
  seen[root] = epoch;
  while (head < tail) {
    const target = queue[head++];
    for (let at = starts[target]; at < starts[target + 1]; at++) {
      const source = list[at];
      if (seen[source] !== epoch) {
        seen[source] = epoch;
        queue[tail++] = source;
      }
    }
  }
  return tail - 1;
};

const numbers = new Map();
const wanted = new Set(names);
for (let i = 0; i < count; i++) if (wanted.has(graph.name(i))) numbers.set(graph.name(i), i);
const answer = {};
for (const name of names) {
  const root = numbers.get(name);
  let [best, found] = [Infinity, 0];
  for (let run = 0; run < 15; run++) {
    const begun = performance.now();
    found = search(root);
    best = Math.min(best, performance.now() - begun);
  }
  answer[name] = { found, ms: best };
}
console.log(JSON.stringify(answer));
