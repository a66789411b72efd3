// Runs the real npm for manifests read from standard input, one JSON object a line, several at once; answers likewise, in any order.
//   node oracle-batch.mjs EQUIPMENT REGISTRY CACHE AT-ONCE
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { pathToFileURL } from 'node:url';

const [equipment, registry, cache, atOnce] = process.argv.slice(2);
const { oracle } = await import(pathToFileURL(path.join(equipment, 'oracle.mjs')));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oracle-batch-'));
const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function work(worker) {
  const lock = path.join(folder, `${worker}.json`);
  for (;;) {
    const { value, done } = await lines.next();
    if (done) return;
    const { id, root, options } = JSON.parse(value);
    fs.rmSync(lock, { force: true });
    const answer = await oracle(root, { ...options, registry, cache, lock }).catch(error => ({ crash: String(error) }));
    if (fs.existsSync(lock)) answer.lock = JSON.parse(fs.readFileSync(lock, 'utf8'));
    process.stdout.write(JSON.stringify({ id, answer }) + '\n');
  }
}

await Promise.all(Array.from({ length: Number(atOnce) }, (_, worker) => work(worker)));
fs.rmSync(folder, { recursive: true, force: true });
