import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { RowNames } from '../../../src/features/testing/rowNames';
import { BlockTracker } from '../../../src/http/document/blockTracker';
import { parseDocument } from '../../../src/http/document/parse';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';

suite('names of rows in the Test Explorer', () => {
	test('are others where what is masked in them is all that tells them apart', () => {
		const redactor = createRedactor();
		const secrets = ['sesame-open-7f3a9c', 'sesame-shut-81bd02'];
		for (const secret of secrets) {
			redactor.add(new Secret(secret));
		}
		const document = parseDocument('GET crm/lead\n###\nGET crm/task\n');
		const blocks = new BlockTracker(() => document);
		const [first, second] = document.blocks.map(block => blocks.idOf('file:///a.flowlu.http', block));
		assert.ok(first !== undefined && second !== undefined);
		const names = new RowNames(text => redactor.redact(text));
		const shown = secrets.map(secret => names.shown(first, secret));
		assert.equal(new Set(shown).size, 2);
		assert.deepEqual(
			secrets.map(secret => names.shown(first, secret)),
			shown,
		);
		assert.match(shown[1] ?? '', / \(2\)$/u);
		assert.equal(names.shown(second, 'sesame-open-7f3a9c'), shown[0]);
		assert.doesNotMatch(shown.join(''), /sesame|7f3a9c|81bd02/u);
	});
});
