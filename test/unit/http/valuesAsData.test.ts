import assert from 'node:assert/strict';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import { mayWrite, operationOf } from '../../../src/flowlu/operation';
import { buildRequest, type ScratchpadRequest } from '../../../src/http/build/request';
import type { HttpDocument } from '../../../src/http/document/document';
import { parseDocument } from '../../../src/http/document/parse';
import { placelessDefinition } from '../../../src/http/parser/lineKinds/definitions';
import { isValueProblem } from '../../../src/http/problem';
import { fixedContext } from '../../support/fixedContext';
import { Random } from '../../support/random';
import { hasPhp, nodeHeaders, PhpServer, phpValues } from '../../support/receivers';
import { anyValue, urlOf, type ValuePlace, valuePlaces } from '../../support/valuePlaces';
import { runs } from '../../support/runs';

/** For each place. 5,000 have been run; 200 take some 5 seconds for all places together. */
const cases = runs(100);

function builtWith(document: HttpDocument, value: string) {
	const [block] = document.blocks;
	assert.ok(block);
	return buildRequest(document, block, { ...fixedContext, answers: new Map([['v', value]]) });
}

/** The value, and what was made of it: nothing where it was refused by name, and underlined where the text has it. */
function* sentValues(place: ValuePlace, name: string): Generator<readonly [value: string, request: ScratchpadRequest]> {
	const random = new Random(name.length);
	const parsed = parseDocument(place.text);
	const use = place.text.indexOf('{{v}}');
	for (let number = 0; number < cases; number++) {
		const value = anyValue(random, number);
		const said = JSON.stringify(value.slice(0, 200));
		const built = builtWith(parsed, value);
		const known = value.includes('{{') || value.length > 1000 ? undefined : placelessDefinition('v', value);
		const document = known && parsed.within({ variables: [known], requests: new Set(), titles: new Map() });
		const underlined = document?.allProblems.filter(({ severity }) => severity === 'error');
		if (built.ok) {
			assert.ok(!place.refuses(value), `sent: ${said}`);
			assert.deepEqual(underlined ?? [], [], said);
			yield [value, built.request];
			continue;
		}
		assert.ok(place.refuses(value), `refused: ${said} ${JSON.stringify(built.problems)}`);
		for (const problems of [built.problems, underlined ?? built.problems]) {
			assert.ok(problems.length > 0, said);
			for (const { code, detail, span } of problems) {
				assert.ok(isValueProblem(code), code);
				assert.deepEqual([detail, span], ['v', { start: use, end: use + 5 }]);
			}
		}
	}
}

suite('Values of variables are data', () => {
	let php: PhpServer | undefined;
	suiteSetup(async () => {
		php = hasPhp ? await PhpServer.start() : undefined;
	});
	suiteTeardown(async () => {
		await php?.stop();
	});

	for (const [name, place] of Object.entries(valuePlaces)) {
		test(`who receives ${name} gets the value, or nothing is sent`, async function () {
			this.timeout(20_000 + 20 * cases);
			let sent = 0;
			for (const [value, request] of sentValues(place, name)) {
				sent++;
				const expected = name === 'JSON outside a string' ? JSON.stringify(JSON.parse(value)) : value;
				const received = await place.read(request);
				// A message with a megabyte in it helps nobody.
				assert.ok(received === expected, JSON.stringify([value.slice(0, 200), received?.slice(0, 200)]));
			}
			assert.ok(sent > cases / 20, `${sent} of ${cases}`);
		});
	}

	test('PHP gets the values of queries and forms', function () {
		this.timeout(20_000 + 20 * cases);
		if (!hasPhp) {
			this.skip();
		}
		for (const name of ['a value of the query', 'a value of a form']) {
			const place = valuePlaces[name] ?? assert.fail(name);
			const all = [...sentValues(place, name)];
			const texts = all.map(
				([, request]) => request.body?.toString() ?? new URL(urlOf(request.target)).search.slice(1),
			);
			for (const [index, value] of phpValues(texts).entries()) {
				assert.ok(value === all[index]?.[0], texts[index]?.slice(0, 200));
			}
		}
	});

	test('PHP gets the fields and the names of files of multipart bodies', async function () {
		this.timeout(20_000 + 50 * cases);
		if (php === undefined) {
			this.skip();
		}
		for (const name of ['a field of a multipart body', 'a name in a multipart body', 'the name of a file']) {
			for (const [value, { headers, body = '' }] of sentValues(valuePlaces[name] ?? assert.fail(name), name)) {
				const [received, ...others] = await php.parts(headers[0]?.[1] ?? '', body);
				const found = name.startsWith('the name') ? received?.fileName?.slice(1) : received?.value;
				assert.ok(found === (name.startsWith('a name') ? 'a' : value), JSON.stringify([value.slice(0, 200), received]));
				assert.equal(others.length, 0, value);
			}
		}
	});

	test('a quotation mark is escaped in the headers of each part, and no value is a boundary', () => {
		const part = (name: string, content: string) =>
			`--b\nContent-Disposition: form-data; name="${name}"\n\n${content}\n`;
		const head = 'POST crm/lead/create\nContent-Type: multipart/form-data; boundary=b\n\n';
		const named = parseDocument(`${head}${part('a', '1')}${part('{{v}}', '2')}--b--\n`);
		const built = builtWith(named, 'x"y');
		assert.ok(built.ok);
		assert.match(String(built.request.body), /name="x\\"y"/u);
		const filled = parseDocument(`${head}${part('a', '{{v}}')}--b--\n`);
		assert.ok(builtWith(filled, 'one\r\n--c').ok);
		assert.ok(!builtWith(filled, 'one\r\n--b').ok);
	});

	test('a server on Node gets the values of headers', async () => {
		const name = 'a header';
		const values = [...sentValues(valuePlaces[name] ?? assert.fail(name), name)].map(([value]) => value);
		assert.deepEqual(await nodeHeaders(values), values);
	});

	test('10,000 values in paths change neither method nor host nor what is done to which entity', () => {
		const random = new Random(7);
		const texts = [
			'GET crm/lead/get/{{v}}',
			'GET /crm/lead/get/{{v}}?a=b',
			'GET https://acme.flowlu.com/api/v1/module/crm/lead/get/{{v}}',
			'GET crm/lead/get/1{{v}}',
		];
		const documents = texts.map(text => parseDocument(text));
		let sent = 0;
		for (let number = 2; number < 10_002; number++) {
			const value = anyValue(random, number);
			const built = builtWith(documents[number % documents.length] ?? assert.fail(), value);
			if (!built.ok) {
				continue;
			}
			sent++;
			const url = urlOf(built.request.target);
			const { host, pathname, search } = new URL(url);
			const operation = operationOf({ method: built.request.method, url, headers: [] });
			const said = JSON.stringify({ value, url, operation });
			assert.equal(built.request.method, 'GET', said);
			assert.equal(host, 'acme.flowlu.com', said);
			assert.equal(search, number % documents.length === 1 ? '?a=b' : '', said);
			assert.match(pathname, /^\/api\/v1\/module\/crm\/lead\/get\/[^/]*$/u, said);
			// What is none of Flowlu's ids may be counted as a write, to be on the safe side.
			assert.ok(mayWrite(operation) || (operation.kind === 'get' && operation.entity === 'crm/lead'), said);
		}
		assert.ok(sent > 3000, String(sent));
	});
});
