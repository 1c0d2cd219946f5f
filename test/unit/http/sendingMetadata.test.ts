import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import type { RequestBlock } from '../../../src/http/document/document';
import { parseDocument } from '../../../src/http/document/parse';
import { buildRequest } from '../../../src/http/build/request';
import { noteOf, promptsOf, readTimeout, timeoutOf } from '../../../src/http/build/sendingMetadata';
import { fixedContext } from '../../support/fixedContext';

function blockOf(text: string): RequestBlock {
	const [block] = parseDocument(text).blocks;
	assert.ok(block);
	return block;
}

suite('http metadata about sending', () => {
	test('what is asked for twice is asked for once', () => {
		const { metadata = [] } =
			parseDocument('# @prompt a First\n# @prompt b\n// @prompt a Last\nGET /x').blocks[0] ?? {};
		assert.deepEqual(
			promptsOf(metadata).map(({ name, description }) => [name, description]),
			[
				['a', 'Last'],
				['b', 'b'],
			],
		);
	});

	test('a prompt has a name, words to show, and is a secret by its name', () => {
		const { metadata } = blockOf(
			'# @prompt id Id of the lead\n// @prompt userPassword\n# @prompt passenger\n# @prompt TOKEN One-time\nGET /x',
		);
		assert.deepEqual(promptsOf(metadata), [
			{ name: 'id', description: 'Id of the lead', isSecret: false },
			{ name: 'userPassword', description: 'userPassword', isSecret: true },
			{ name: 'passenger', description: 'passenger', isSecret: false },
			{ name: 'TOKEN', description: 'One-time', isSecret: true },
		]);
	});

	test('what is asked for is no unknown variable, in its own request only', () => {
		const document = parseDocument('# @prompt id\nGET /x/{{id}}\n###\nGET /y/{{id}}');
		assert.deepEqual(
			document.blocks.map(({ problems }) => problems.map(({ code }) => code)),
			[[], ['unknownVariable']],
		);
		const [block] = document.blocks;
		assert.ok(block);
		const built = buildRequest(document, block, { ...fixedContext, answers: new Map([['id', '7 {{id}}']]) });
		assert.equal(built.ok && built.request.target, '/x/7%20%7B%7Bid%7D%7D');
		const good = buildRequest(document, block, { ...fixedContext, answers: new Map([['id', '7']]) });
		assert.equal(good.ok && good.request.target, '/x/7');
	});

	test('an answer counts more than a definition', () => {
		const document = parseDocument('@id = 1\n@path = a{{id}}\n\n# @prompt id\nGET /{{path}}/{{id}}');
		const [block] = document.blocks;
		assert.ok(block);
		const built = buildRequest(document, block, { ...fixedContext, answers: new Map([['id', '2']]) });
		assert.equal(built.ok && built.request.target, '/a2/2');
	});

	test('an answer is text, whatever braces are in it', () => {
		const document = parseDocument('@one = 1\n@path = {{one}}{{id}}\n\n# @prompt id\nGET /x\nX-A: {{path}}, {{id}}');
		const [block] = document.blocks;
		assert.ok(block);
		const built = buildRequest(document, block, { ...fixedContext, answers: new Map([['id', '{{one}}']]) });
		assert.deepEqual(built.ok && built.request.headers, [['X-A', '1{{one}}, {{one}}']]);
	});

	test('notes', () => {
		assert.equal(noteOf(blockOf('# @note Deletes all leads\nGET /x').metadata), 'Deletes all leads');
		assert.equal(noteOf(blockOf('# @note\nGET /x').metadata), '');
		assert.equal(noteOf(blockOf('GET /x').metadata), undefined);
	});

	test('a disabled request is not built', () => {
		const document = parseDocument('# @disabled\nGET /x');
		const [block] = document.blocks;
		assert.ok(block);
		const built = buildRequest(document, block, fixedContext);
		assert.deepEqual(built.ok || built.problems.map(({ code }) => code), ['disabledRequest']);
	});

	for (const [text, milliseconds] of [
		['5', 5000],
		['5 s', 5000],
		['5s', 5000],
		['250 ms', 250],
		['2 m', 120_000],
		['60 m', 3_600_000],
		['3600001 ms', undefined],
		['61 m', undefined],
		['0', undefined],
		['', undefined],
		['5 h', undefined],
		['-5', undefined],
	] as const) {
		test(`a timeout of '${text}'`, () => {
			assert.equal(readTimeout(text), milliseconds);
		});
	}

	test('the timeout goes with the request', () => {
		const document = parseDocument('# @timeout 7 s\n# @timeout 5 s\nGET /x');
		const [block] = document.blocks;
		assert.ok(block);
		assert.equal(timeoutOf(block.metadata), 5000);
		const built = buildRequest(document, block, fixedContext);
		assert.equal(built.ok && built.request.timeout, 5000);
	});
});
