import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import {
	environmentNames,
	environmentVariables,
	homeInFiles,
	readEnvironments,
	variableSpan,
} from '../../../src/http/build/environment';
import { shownValue, shownValues } from '../../../src/http/service/shownValues';
import type { Surroundings, VariableDefinition } from '../../../src/http/document/document';
import { parseDocument } from '../../../src/http/document/parse';
import { buildRequest } from '../../../src/http/build/request';
import { fixedContext } from '../../support/fixedContext';

const publicFile = readEnvironments(
	'{"$shared": {"host": "acme", "page": 1}, "dev": {"page": 2, "debug": true}, "live": {}, "bad": 3}',
);
const privateFile = readEnvironments('\ufeff{"dev": {"host": "acme-dev", "SSL": {"a": 1}}}');
assert.ok(publicFile !== undefined && privateFile !== undefined);
const files = [
	{ kind: 'shared', environments: publicFile },
	{ kind: 'private', environments: privateFile },
] as const;

function valuesIn(name: string | undefined): object {
	return Object.fromEntries(environmentVariables(files, name).map(variable => [variable.name, variable.value]));
}

function surroundings(variables: readonly VariableDefinition[]): Surroundings {
	return { variables, requests: new Set(), titles: new Map() };
}

function targetOf(text: string, name: string): string | readonly string[] {
	const document = parseDocument(text).within(surroundings(environmentVariables(files, name)));
	const [block] = document.blocks;
	assert.ok(block);
	const built = buildRequest(document, block, fixedContext);
	return built.ok ? built.request.target : built.problems.map(({ code }) => code);
}

suite('http environments', () => {
	test('are those of both files; what is no object of variables is left out', () => {
		assert.deepEqual(environmentNames(files), ['dev', 'live']);
	});

	test('the private file counts more than the other one, an environment more than what is shared', () => {
		assert.deepEqual(valuesIn('dev'), { host: 'acme-dev', page: '2', debug: 'true' });
		assert.deepEqual(valuesIn('live'), { host: 'acme', page: '1' });
		assert.deepEqual(valuesIn(undefined), { host: 'acme', page: '1' });
		assert.deepEqual(valuesIn('gone'), { host: 'acme', page: '1' });
	});

	test('tell which file a value is of, and where it stands there', () => {
		const homeOf = (name: string | undefined, variable: string) => {
			const home = homeInFiles(files, name, variable);
			return home && [home.file.kind, home.environment];
		};
		assert.deepEqual(homeOf('dev', 'host'), ['private', 'dev']);
		assert.deepEqual(homeOf('live', 'host'), ['shared', '$shared']);
		assert.deepEqual(homeOf('dev', 'debug'), ['shared', 'dev']);
		assert.equal(homeOf(undefined, 'debug'), undefined);
		const text = '{"a": {"x": ["\\"x\\":", {"y": 1}], "\\u0079": {"y": 2}}, "b": {"x": "y: {", "y" : 3}}';
		const placed = (environment: string, variable: string) => {
			const span = variableSpan(text, environment, variable);
			return span && text.slice(span.start, span.end + 3);
		};
		assert.deepEqual(variableSpan(`\ufeff${text}`, 'a', 'x'), { start: 8, end: 11 });
		assert.deepEqual(
			[placed('a', 'x'), placed('a', 'y'), placed('b', 'y'), placed('b', 'z'), placed('c', 'x')],
			['"x": [', '"\\u0079": {', '"y" : ', undefined, undefined],
		);
	});

	test('values of the private file are masked where values are shown, also within others', () => {
		const table = new Map(environmentVariables(files, 'dev').map(variable => [variable.name, variable]));
		assert.deepEqual(
			[...shownValues(table, ['host', 'page'])],
			[
				['host', '•••'],
				['page', '2'],
			],
		);
		const document = parseDocument('@url = https://{{host}}.x').within(surroundings([...table.values()]));
		assert.equal(shownValues(document.variableTable, ['url']).get('url'), 'https://•••.x');
		const [broken] = parseDocument('@password = x{{none}}').variables;
		assert.equal(broken && shownValue(broken, new Map()), '•••');
	});

	for (const text of ['', '[]', '3', 'null', '{"a": ', '// remark\n{}']) {
		test(`there are none in ${JSON.stringify(text)}`, () => {
			assert.equal(readEnvironments(text), undefined);
		});
	}

	test('names that objects have by nature are names like others', () => {
		const file = readEnvironments('{"__proto__": {"constructor": "a"}, "toString": {"__proto__": "b"}}');
		assert.ok(file);
		assert.deepEqual(environmentNames([{ kind: 'shared', environments: file }]), ['__proto__', 'toString']);
		assert.deepEqual(
			environmentVariables([{ kind: 'shared', environments: file }], 'toString').map(({ name, value }) => [
				name,
				value,
			]),
			[['__proto__', 'b']],
		);
	});

	test('a document uses their variables, and its own first', () => {
		assert.equal(targetOf('GET /{{host}}?page={{page}}', 'dev'), '/acme-dev?page=2');
		assert.equal(targetOf('@page = 7\nGET /{{host}}?page={{page}}', 'dev'), '/acme-dev?page=7');
		assert.deepEqual(targetOf('GET /{{debug}}', 'live'), ['unknownVariable']);
	});

	test('stay with a document that is edited', () => {
		const document = parseDocument('GET /{{debug}}').within(surroundings(environmentVariables(files, 'dev')));
		const after = document.edited({ start: 0, end: 0 }, '###\n').edited({ start: 0, end: 0 }, '@a = {{page}}\n');
		assert.deepEqual(after.allProblems, []);
		assert.deepEqual(
			after.within(surroundings([])).allProblems.map(({ code }) => code),
			['unknownVariable', 'unknownVariable'],
		);
	});

	test('a cycle in them is told where it is used, and nowhere else', () => {
		const file = readEnvironments('{"dev": {"a": "{{b}}", "b": "{{a}}"}}');
		assert.ok(file);
		const document = parseDocument('GET /x\n###\nGET /{{a}}').within(
			surroundings(environmentVariables([{ kind: 'shared', environments: file }], 'dev')),
		);
		assert.deepEqual(
			document.allProblems.map(({ code, span }) => [code, span.start]),
			[['cyclicVariable', 16]],
		);
	});
});
