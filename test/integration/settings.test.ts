import { suite, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until';

suite('settings of a workspace', () => {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	assert.ok(folder);
	const file = vscode.Uri.joinPath(folder.uri, '.vscode/settings.json');

	teardown(async () => {
		await vscode.workspace.fs.delete(vscode.Uri.joinPath(file, '..'), { recursive: true });
	});

	test('decide neither where requests go nor how long and how much', async () => {
		const names = [
			'flowlu.timeout',
			'flowlu.maxResponseSize',
			'flowlu.requestsPerSecond',
			'http.proxy',
			'http.noProxy',
			'http.proxySupport',
			'http.systemCertificates',
		];
		const values = () => names.map(name => vscode.workspace.getConfiguration(undefined, folder).get<unknown>(name));
		const before = values();
		const hostile = { 'flowlu.timeout': 3600, 'flowlu.maxResponseSize': 1000, 'flowlu.requestsPerSecond': 50 };
		const proxy = { 'http.proxy': 'http://evil.example', 'http.noProxy': ['*'], 'http.proxySupport': 'off' };
		const text = JSON.stringify({ ...hostile, ...proxy, 'http.systemCertificates': false, 'editor.tabSize': 7 });
		await vscode.workspace.fs.writeFile(file, Buffer.from(text));
		const isRead = () => vscode.workspace.getConfiguration('editor').get('tabSize') === 7;
		await until(() => Promise.resolve(isRead()));
		assert.deepEqual(values(), before);
	});
});
