import { strict as assert } from 'node:assert';
import { findTypedKeys } from '../../../src/features/typedKeys/findTypedKeys';
import { readDotenv } from '../../../src/http/build/dotenv';
import { buildRequest } from '../../../src/http/build/request';
import { dynamicVariable } from '../../../src/http/build/dynamicVariables';
import { requestTextOf } from '../../../src/http/curl/requestText';
import { parseDocument } from '../../../src/http/document/parse';
import { completionPlaceAt } from '../../../src/http/service/places/completionPlace';
import { formatting } from '../../../src/http/service/formatting';
import { semanticTokens } from '../../../src/http/service/nameTokens';
import { selectionAt } from '../../../src/http/service/selection';
import { occurrencesOf, symbolAt } from '../../../src/http/service/symbols';
import { createRedactor } from '../../../src/net/redaction/redact';
import { fixedContext } from '../../support/fixedContext';
import { processorTime } from '../../support/processorTime';

/** Milliseconds of processor time; what is quadratic takes far longer for 100,000 characters. */
const budget = 2000;

function assertQuick(work: () => void): void {
	const first = processorTime(work);
	// What earlier tests left may be collected during the first.
	const time = first < budget ? first : processorTime(work);
	assert.ok(time < budget, `took ${first} and ${time} ms`);
}

suite('Texts that are long', () => {
	test('a date format of brackets is none, and takes no time', () => {
		assertQuick(() => {
			const { allProblems } = parseDocument(`GET x/y?a={{$datetime '${'['.repeat(95_000)}'}}`);
			assert.deepEqual(
				allProblems.map(({ code }) => code),
				['dynamicVariable'],
			);
		});
	});

	test('a date format is as long as anybody writes', () => {
		assert.ok(dynamicVariable(`$datetime '${'['.repeat(900)}'`));
		assert.equal(dynamicVariable(`$datetime '${'-'.repeat(1001)}'`), undefined);
	});

	test('a definition may stand 130,000 times', () => {
		const document = parseDocument('@a = 1\n'.repeat(130_000));
		assert.equal(document.problems.length, 129_999);
		assert.equal(document.allProblems.length, 129_999);
	});

	test('a definition may hold 130,000 uses that are not closed', () => {
		const document = parseDocument(`@a = ${'{{'.repeat(130_000)}\nGET x/y`);
		assert.ok(document.problems.length > 0);
	});

	test('a body may hold 200,000 comments', () => {
		const document = parseDocument(`POST x/y\n\n[1,\n${'# note\n'.repeat(200_000)}2]`);
		assert.equal(document.blocks[0]?.body?.comments.length, 200_000);
	});

	test('JSON of a depth of 20,000 is laid out in a small multiple of its length', () => {
		const depth = 20_000;
		const document = parseDocument(`POST x/y\n\n${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`);
		const [change] = formatting(document, { start: 0, end: document.length }, '\t');
		assert.ok((change?.text.length ?? 0) > document.length);
		assert.ok((change?.text.length ?? 0) < document.length * 60, `${change?.text.length ?? 0}`);
	});

	test('a string that does not end is selected in no time', () => {
		assertQuick(() => {
			const document = parseDocument(`POST x/y\n\n{"a": "${String.raw`\"`.repeat(50_000)}\n}`);
			selectionAt(document, document.length - 3);
		});
	});

	test('a line is completed in no time', () => {
		const written = [
			`# @name${' '.repeat(100_000)}\u2028`,
			`GET x/y?a={{r.response.body.$${'['.repeat(100_000)}`,
			`GET x/y?a={{${' '.repeat(100_000)}`,
			`import${' '.repeat(100_000)}\u2028`,
			`GET${' '.repeat(100_000)}\u2028`,
			`GET x/y${'?KEY='.repeat(20_000)}\t`,
		];
		assertQuick(() => {
			for (const text of written) {
				completionPlaceAt(parseDocument(text), text.length);
			}
		});
	});

	test('a form may hold thousands of tags', () => {
		assertQuick(() => {
			parseDocument(`POST x/y\n\na=${'<a'.repeat(40_000)}>&b=1`);
		});
	});

	test('a request may ask for thousands of values, and use them', () => {
		const uses = Array.from({ length: 4000 }, (_, index) => `{{b${index}}}`).join('');
		const prompts = Array.from({ length: 4000 }, (_, index) => `# @prompt b${index}\n`).join('');
		assertQuick(() => {
			const document = parseDocument(`${prompts}GET x/y?a=${uses}`);
			assert.equal(semanticTokens(document, { start: 0, end: document.length }).length, 12_000);
		});
		assertQuick(() => {
			const document = parseDocument(`### t\nGET x/y\n${'###\nrun #t (@a=1)\n'.repeat(4000)}`);
			const symbol = symbolAt(document, document.length - 4);
			assert.equal(symbol && occurrencesOf(document, symbol).length, 4000);
		});
	});

	test('a line may hold thousands of keys', () => {
		const redactor = createRedactor();
		assertQuick(() => {
			findTypedKeys(`Authorization: Basic ${'api_key=X: {{ '.repeat(7000)}`, redactor);
			assert.equal(findTypedKeys('x?api_key=abc&'.repeat(7000), redactor).length, 7000);
		});
	});

	test('a command has 9,000 quotes, as many lines, or options', () => {
		assertQuick(() => {
			assert.ok(requestTextOf(`curl https://a.test -d a=${'"x"\\y'.repeat(9_000)}`).ok);
			assert.ok(requestTextOf(`curl https://a.test -d a=${"$'x'y".repeat(9_000)}`).ok);
			assert.ok(requestTextOf(`curl https://a.test${'\n'.repeat(90_000)}`).ok);
			assert.ok(requestTextOf(`curl https://a.test ${'-H "a: b" '.repeat(4000)}`).ok);
		});
	});

	test('a body names files of 100 MB at most, however often', () => {
		const document = parseDocument(`POST x/y\nContent-Type: text/plain\n\n${'< ./f\n'.repeat(200)}`);
		const [block] = document.blocks;
		assert.ok(block);
		const files = new Map([['./f', new Uint8Array(1_000_000)]]);
		const built = buildRequest(document, block, { ...fixedContext, files });
		assert.ok(!built.ok);
		assert.equal(built.problems[0]?.code, 'fileTooLarge');
	});

	test('a file of variables is read in no time', () => {
		assertQuick(() => {
			readDotenv(`A='${String.raw`\'`.repeat(50_000)}\n`);
			readDotenv(String.raw`A='\'"\\`.concat('\n').repeat(12_000));
			readDotenv(`A=${'  '.repeat(50_000)}x\n`);
		});
	});
});
