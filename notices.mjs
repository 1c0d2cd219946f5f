// The licenses of the packages whose code is in the bundles, as they ask to be passed on.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const mitLicenseOfMicrosoft = `MIT License

Copyright (c) Microsoft Corporation.

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

/** Of packages that name their license and leave its text to their repository, by folder. */
const missingTexts = new Map([['node_modules/@vscode/l10n', [mitLicenseOfMicrosoft]]]);

/**
 * Writes the name, version and license texts of every package that has code in a bundle.
 * @param {string} path
 * @param {readonly import('esbuild').Metafile[]} metafiles of the bundles
 * @throws {Error} where a package brings no text of its license
 */
export function writeNotices(path, metafiles) {
	const notices = bundledPackages(metafiles).map(noticeOf);
	const introduction = 'Flowlu Workbench contains code of these packages, each under its own license.\n';
	writeFileSync(path, [introduction, ...notices].join(`\n${'-'.repeat(80)}\n\n`));
}

/**
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @returns {readonly string[]} the folders of the packages, sorted
 */
export function bundledPackages(metafiles) {
	const inputs = metafiles
		.flatMap(({ outputs }) => Object.values(outputs))
		.flatMap(output => Object.entries(output.inputs))
		.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
	const folders = inputs.flatMap(([file]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(file) ?? []);
	return [...new Set(folders)].sort();
}

/** @param {string} folder of a package */
function noticeOf(folder) {
	/** @type {unknown} */
	const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	if (!isManifest(manifest)) {
		throw new Error(`The package.json of ${folder} names no package, version and license.`);
	}
	const { name, version, license, homepage } = manifest;
	const heading = [`${name} ${version} (${license})`, ...(homepage === undefined ? [] : [homepage])];
	return `${[...heading, '', ...licenseTexts(folder)].join('\n')}\n`;
}

/**
 * @param {unknown} value
 * @returns {value is { name: string, version: string, license: string, homepage?: string }}
 */
function isManifest(value) {
	return typeof value === 'object' && value !== null && 'name' in value && 'version' in value && 'license' in value;
}

/** @param {string} folder of a package */
function licenseTexts(folder) {
	const read = (/** @type {string} */ file) => readFileSync(join(folder, file), 'utf8');
	const names = readdirSync(folder).sort();
	const texts = names.filter(file => /^(?:licen[cs]e|notice|copying)\b/iu.test(file)).map(read);
	// Older packages have it as the last section of their README.
	const readmes = names.filter(file => /^readme\b/iu.test(file)).map(read);
	const sections = readmes.flatMap(text => text.split(/^(?:#+ *licen[cs]e *|licen[cs]e\n[-=]+)$/imu).slice(1));
	const missing = missingTexts.get(folder) ?? [];
	const found = [texts, sections, missing].find(list => list.length > 0);
	if (found === undefined) {
		throw new Error(`${folder} is bundled, and the text of its license is not found.`);
	}
	return found.map(text => text.trim());
}
