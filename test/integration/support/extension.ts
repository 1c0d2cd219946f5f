import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { catalogSource } from '../../../src/catalog/catalogSource';
import type { TestApi } from '../../../src/extension';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox';

/** The activated extension's inside. */
export async function extensionUnderTest(): Promise<TestApi> {
	const extension = vscode.extensions.getExtension<TestApi | undefined>('flowlu-workbench.flowlu-workbench');
	const api = await extension?.activate();
	assert.ok(api, 'The extension gives its test API in a test run.');
	return api;
}

/** The extension's catalog, read anew for the tests. */
export const catalogUnderTest = catalogSource(() => {
	const root = vscode.extensions.getExtension('flowlu-workbench.flowlu-workbench')?.extensionPath ?? '';
	return Promise.resolve(JSON.parse(readFileSync(join(root, 'media/catalog.json'), 'utf8')));
});

/** The activated extension's `vscode.window`, for a test that takes the place of some of it. */
export function windowOfExtension(): typeof vscode.window {
	const extension = vscode.extensions.getExtension<TestApi | undefined>('flowlu-workbench.flowlu-workbench');
	assert.ok(extension?.exports, 'The extension gives its test API in a test run.');
	return extension.exports.window;
}

/** A sandbox of the suite's own, on a free port. */
export async function startTestSandbox(): Promise<Sandbox> {
	return startSandbox({ recordsRequests: true, catalog: await catalogUnderTest.load() });
}
