import { suite, suiteSetup, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { until } from '../support/until';
import { completionsAt } from './support/completions';
import { extensionUnderTest } from './support/extension';
import { openScratchpad } from './support/scratchpad';

/** What is typed character by character, so that VS Code closes its braces and quotes, and what is there when the first offer was accepted. */
suite('accepted offers of values', () => {
	suiteSetup(async () => {
		await extensionUnderTest();
	});
	teardown(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	});

	for (const [above, typed, expected] of [
		['GET crm/lead/list', '?filter[active]=!lo', '?filter[active]=!2'],
		['GET crm/lead/list', '?filter[created_date]={"end', '?filter[created_date]={"end_date":"today"}'],
		['GET crm/lead/list', '?fields=id,bud', '?fields=id,budget'],
		['POST task/tasks/create\n\n{\n', '"model": "pro', '"model": "project"'],
	] as const) {
		test(`${typed} becomes ${expected}`, async () => {
			const document = await openScratchpad(above);
			const end = document.positionAt(above.length);
			await vscode.window.showTextDocument(document, { selection: new vscode.Range(end, end) });
			// What offers them is loaded with the first scratchpad.
			await completionsAt(document, end);
			for (const text of typed) {
				await vscode.commands.executeCommand('type', { text });
			}
			await until(async () => {
				await vscode.commands.executeCommand('acceptSelectedSuggestion');
				return document.getText().replace(/\d{4}-\d\d-\d\d/u, 'today') === above + expected;
			});
		});
	}
});
