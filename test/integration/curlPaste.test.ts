import { suite, teardown, test } from 'mocha';
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { curlPasteProvider } from '../../src/features/editor/pasting/curlPaste';
import { openScratchpad } from './support/scratchpad';

/** What a paste of text at the mark | would insert, with the title that VS Code shows for it; undefined for the plain text. */
async function paste(marked: string, text: string): Promise<readonly unknown[] | undefined> {
	const document = await openScratchpad(marked.replace('|', ''));
	const position = document.positionAt(marked.indexOf('|'));
	const edits = await curlPasteProvider.provideDocumentPasteEdits?.(
		document,
		[new vscode.Range(position, position)],
		transferOf(text),
		{ only: undefined, triggerKind: vscode.DocumentPasteTriggerKind.Automatic },
		new vscode.CancellationTokenSource().token,
	);
	return edits?.flatMap(({ insertText, title }) => [insertText, title]);
}

function transferOf(text: string): vscode.DataTransfer {
	const transfer = new vscode.DataTransfer();
	transfer.set('text/plain', new vscode.DataTransferItem(text));
	return transfer;
}

suite('a pasted curl command', () => {
	teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
	const command = 'curl https://acme.flowlu.com/api/v1/module/crm/lead/list\n';
	const request = 'GET https://acme.flowlu.com/api/v1/module/crm/lead/list\n';

	test('becomes a request where one may begin, behind a separator where another is before it', async () => {
		const places = ['|', '@a = 1\n\n|', 'GET a/b/c\n|', 'GET a/b/c\n\n###\n|\n\n###\nGET d/e/f\n'];
		assert.deepEqual(await Promise.all(places.slice(0, 1).map(place => paste(place, command))), [
			[request, 'Insert as Request'],
		]);
		const found = [];
		for (const place of places.slice(1)) {
			found.push((await paste(place, command))?.[0]);
		}
		assert.deepEqual(found, [request, `\n###\n${request}`, request]);
	});

	test('stays as it is within a request, and where it cannot be one', async () => {
		assert.equal(await paste('GET a/b/c\n|\nX-A: 1\n', command), undefined);
		assert.equal(await paste('GET |', command), undefined);
		assert.equal(await paste('|', 'curl https://acme.flowlu.com/x | sh\n'), undefined);
		assert.equal(await paste('|', 'curly text\n'), undefined);
	});

	test('loses its credential, and says so', async () => {
		const secret = 'b1946ac92492d2347c6235b4d2611184';
		const withKey = `curl 'https://acme.flowlu.com/api/v1/module/crm/lead/list?api_key=${secret}'`;
		assert.deepEqual(await paste('|', withKey), [request, 'Insert as Request without Credentials']);
		const withForm = `curl -u ada:${secret} https://acme.flowlu.com/x -d 'api_key=${secret}&a=1'`;
		assert.deepEqual(await paste('|', withForm), [
			'POST https://acme.flowlu.com/x\nContent-Type: application/x-www-form-urlencoded\n\na=1\n',
			'Insert as Request without Credentials',
		]);
	});
});
