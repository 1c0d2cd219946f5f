// Packs the extension into dist/flowlu-workbench.vsix and holds it to its size.
import { createVSIX } from '@vscode/vsce';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prerequisites.mjs';

const budget = 800_000;
const packagePath = join(root, 'dist/flowlu-workbench.vsix');

await createVSIX({
	cwd: root,
	packagePath,
	dependencies: false,
});
const { size } = statSync(packagePath);
if (size > budget) {
	throw new Error(`${packagePath} is ${size} bytes; its budget is ${budget}.`);
}
