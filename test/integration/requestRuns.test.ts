import * as assert from 'node:assert/strict';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { parsedDocument } from '../../src/scratchpads/parsedDocuments';
import { problemMessage } from '../../src/scratchpads/problemMessages';
import { RequestRuns, type RequestRun, type RunState } from '../../src/features/sending/requestRuns';
import type { Exchange } from '../../src/exchanges/exchange';

const account = { name: 'acme', origin: 'https://acme.flowlu.com' };

function exchangeOf(run: RequestRun, sent: number, came: number): Exchange {
	return {
		id: String(run.offset),
		session: { id: 'x', account, grant: 'apiKey', label: 'Main', tail: '' },
		request: { method: 'POST', url: `${account.origin}/x`, headers: [], body: 'x'.repeat(sent) },
		response: { status: 200, statusText: 'OK', headers: [], body: new Uint8Array(came), milliseconds: 1 },
		envelope: { kind: 'success' },
		sentAt: run.offset,
		source: run,
	};
}

suite('answers that requests keep', () => {
	const names = ['first', 'second', 'third'] as const;
	let runs: RequestRuns;
	let document: vscode.TextDocument;

	setup(async () => {
		runs = new RequestRuns(1000);
		const content = names.map(name => `# @name ${name}\nPOST a/${name}/create\n`).join('\n###\n');
		document = await vscode.workspace.openTextDocument({ language: 'flowlu-http', content });
	});
	teardown(() => {
		runs.dispose();
	});

	function answer(name: string, sent: number, came: number): RequestRun {
		const block = parsedDocument(document).named(name);
		assert.ok(block);
		const run = runs.start({ document, block }, { ...account, kind: 'test' });
		const exchange = exchangeOf(run, sent, came);
		runs.update(run, { kind: 'answered', exchange, summary: name, isError: false });
		return run;
	}

	function kept(): readonly string[] {
		return runs.answered(document).map(({ name, exchange }) => `${name}${exchange === undefined ? ' dropped' : ''}`);
	}

	test('are all there while they fit', () => {
		names.forEach(name => answer(name, 100, 233));
		assert.deepEqual(kept(), ['third', 'second', 'first']);
	});

	test('are dropped beyond the limit, the oldest first, with what was sent for them; how they ended stays', () => {
		const first = answer('first', 200, 200);
		answer('second', 0, 400);
		answer('third', 201, 0);
		assert.deepEqual(kept(), ['third', 'second', 'first dropped']);
		assert.deepEqual(first.state, {
			kind: 'answered',
			exchange: undefined,
			summary: 'first',
			isError: false,
		} satisfies RunState);
		answer('first', 1, 1);
		assert.deepEqual(kept(), ['first', 'third', 'second']);
	});

	test('leave the latest, whatever its size', () => {
		answer('first', 1, 1);
		answer('second', 0, 5000);
		assert.deepEqual(kept(), ['second', 'first dropped']);
	});

	test('are missed in words', () => {
		const problem = { code: 'droppedAnswer', detail: 'first', severity: 'error', span: { start: 0, end: 1 } } as const;
		assert.equal(
			problemMessage(problem),
			'The answer to first is no longer kept: later answers needed its room. Send it again first.',
		);
	});
});
