// The closure script of the test equipment with npm's `before`: every pick is made as of a date.
//   node closure-as-of.mjs CLOSURE.MJS DATE ARGUMENTS...
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [closure, date] = process.argv.splice(2, 2);
const { npmRoot } = await import(pathToFileURL(path.join(path.dirname(closure), 'lib.mjs')));
const require = createRequire(path.join(npmRoot(), 'package.json'));
const pick = require('npm-pick-manifest');
require.cache[require.resolve('npm-pick-manifest')].exports = (document, wanted, options) =>
  pick(document, wanted, { ...options, before: new Date(date) });

// Publish times are in the full document only.
const { fetch } = globalThis;
globalThis.fetch = (url, options) => fetch(url, { ...options, headers: { accept: 'application/json' } });
await import(pathToFileURL(closure));
