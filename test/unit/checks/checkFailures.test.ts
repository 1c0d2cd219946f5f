import { setup, suite, teardown, test } from 'mocha';
import assert from 'node:assert/strict';
import { CheckFailures } from '../../../src/features/sending/outcomes/checkFailures';
import { EngineStage } from '../../support/engineStage';

const uri = 'file:///w/main.flowlu.http';
const text = 'GET crm/account/get/1\n\n?? field id == 1\n?? field id == 2\n?? status == 201\n';

suite('checks that failed', () => {
	let stage: EngineStage;
	let failures: CheckFailures;
	setup(async () => {
		stage = new EngineStage();
		await stage.addAccount('acme');
		failures = new CheckFailures(stage);
		stage.open(text);
	});
	teardown(() => stage.close());

	/** The lines that are underlined, as they stand in the open document. */
	function underlined(content: string): readonly string[] {
		return failures.in(uri).map(({ span }) => content.slice(span.start, span.end));
	}

	test('are found again when the document is closed and reopened', async () => {
		await stage.send('GET');
		failures.note(stage.block('GET'));
		assert.deepEqual(underlined(text), ['?? field id == 2', '?? status == 201']);
		stage.open('');
		assert.deepEqual([underlined(''), failures.concern(uri)], [[], true]);
		stage.open(text);
		assert.deepEqual(underlined(text), ['?? field id == 2', '?? status == 201']);
	});

	test('are found when the document was closed while the request was on its way, secrets in them masked', async () => {
		const key = 'k3y-Zb91mQ04xT';
		stage.addSession({ name: 'other', origin: 'http://127.0.0.1:1' }, key);
		const masked = `# @account acme\n${text}?? field name == ${key}\n`;
		stage.open(masked);
		const block = stage.block('GET');
		await stage.send(block);
		stage.open('');
		assert.equal(failures.note(block), uri);
		stage.open(masked);
		assert.deepEqual(underlined(masked), ['?? field id == 2', '?? status == 201', `?? field name == ${key}`]);
	});

	test('are others when their line is edited, while it is sent too, and none when all hold', async () => {
		const block = stage.block('GET');
		await stage.send(block);
		stage.edit('id == 2', 'id == 1');
		failures.note(block);
		const edited = text.replace('id == 2', 'id == 1');
		assert.deepEqual(underlined(edited), ['?? status == 201']);
		stage.edit('201', '200');
		assert.deepEqual(underlined(edited.replace('201', '200')), []);
		await stage.send(block);
		assert.equal(failures.note(block), uri);
		assert.equal(failures.concern(uri), false);
	});
});
