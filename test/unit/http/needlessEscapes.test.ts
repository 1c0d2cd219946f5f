import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { resolveTarget } from '../../../src/flowlu/targetUrl';
import { buildRequest, type BuiltRequest } from '../../../src/http/build/request';
import { readablePair, readableTarget } from '../../../src/http/curl/needlessEscapes';
import { requestTextOf } from '../../../src/http/curl/requestText';
import { parseDocument } from '../../../src/http/document/parse';
import { fixedContext } from '../../support/fixedContext';
import { runs } from '../../support/runs';

const account = { name: 'demo', origin: 'https://demo.flowlu.com' };

/** What is sent for a text of one request. */
function builtOf(text: string): BuiltRequest {
	const document = parseDocument(text);
	const [block] = document.blocks;
	assert.ok(block);
	return buildRequest(document, block, { ...fixedContext, answers: new Map([['x', 'a b&c']]) });
}

/** Where it goes and what its body is. */
function sentFor(text: string): readonly unknown[] {
	const built = builtOf(text);
	return built.ok
		? [resolveTarget(built.request.target, account), built.request.body]
		: built.problems.map(({ code }) => code);
}

function codesOf(text: string): readonly string[] {
	return parseDocument(text).allProblems.map(({ code }) => code);
}

/** Encoded as clients do it, more than they need to, and half. */
const encodedText = fc
	.array(
		fc.oneof(
			fc.string({ unit: 'binary', maxLength: 8 }).map(text => encodeURIComponent(text.replace(/\p{Cs}/gu, ''))),
			fc.constantFrom(
				'%20',
				'%5B',
				'%5D',
				'%7B%7B',
				'%7D%7D',
				'%22',
				'%2B',
				'%25',
				'%C3',
				'%c3%a4',
				'%C2%A0',
				'%E2%80%AE',
			),
			fc.constantFrom(
				'a',
				'1',
				'x',
				'-',
				'.',
				'%',
				'%2',
				'{{x}}',
				'%23',
				'%26',
				'%3D',
				'%3F',
				'%7C',
				'%5C',
				'%0A',
				'%41',
			),
		),
		{ maxLength: 8 },
	)
	.map(parts => parts.join(''));

suite('Needless escapes of pasted curl commands', () => {
	test('are written as what they stand for, and the same is sent', () => {
		let shorter = 0;
		fc.assert(
			fc.property(encodedText, encodedText, encodedText, (path, name, value) => {
				const command = `curl -g 'https://demo.flowlu.com/${path}?q${name}=${value}' -d 'n${name}=${value}'`;
				const target = `https://demo.flowlu.com/${path}?q${name}=${value}`;
				const pair = `n${name}=${value}`;
				const plain = `POST ${target}\nContent-Type: application/x-www-form-urlencoded\n\n${pair}`;
				const reading = requestTextOf(command);
				if (reading.ok) {
					shorter += reading.text.length < plain.length ? 1 : 0;
					assert.deepEqual(sentFor(reading.text), sentFor(plain), reading.text);
					const more = codesOf(reading.text).filter(code => !codesOf(plain).includes(code));
					assert.deepEqual(more, [], reading.text);
				}
			}),
			{ numRuns: runs(1000) },
		);
		assert.ok(shorter > 100, `${shorter} are shorter`);
	});

	test('are gone at once', () => {
		fc.assert(
			fc.property(encodedText, encodedText, (name, value) => {
				const target = readableTarget(`https://a.b/${name}?${value}`);
				const pair = readablePair(`n${name}=${value}`);
				assert.deepEqual([readableTarget(target), readablePair(pair)], [target, pair]);
			}),
			{ numRuns: runs(500) },
		);
	});
});
