import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { environmentNames, environmentVariables, readEnvironments } from '../../../src/http/environment';
import type { Surroundings, VariableDefinition } from '../../../src/http/document';
import { parseDocument } from '../../../src/http/parse';
import { buildRequest } from '../../../src/http/request';
import { fixedContext } from '../../support/fixedContext';

const publicFile = readEnvironments(
	'{"$shared": {"host": "acme", "page": 1}, "dev": {"page": 2, "debug": true}, "live": {}, "bad": 3}',
);
const privateFile = readEnvironments('\ufeff{"dev": {"host": "acme-dev", "SSL": {"a": 1}}}');
assert.ok(publicFile !== undefined && privateFile !== undefined);
const files = [publicFile, privateFile];

function valuesIn(name: string | undefined): object {
	return Object.fromEntries(environmentVariables(files, name).map(variable => [variable.name, variable.value]));
}

function surroundings(variables: readonly VariableDefinition[]): Surroundings {
	return { variables, requests: new Set() };
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

	for (const text of ['', '[]', '3', 'null', '{"a": ', '// remark\n{}']) {
		test(`there are none in ${JSON.stringify(text)}`, () => {
			assert.equal(readEnvironments(text), undefined);
		});
	}

	test('names that objects have by nature are names like others', () => {
		const file = readEnvironments('{"__proto__": {"constructor": "a"}, "toString": {"__proto__": "b"}}');
		assert.ok(file);
		assert.deepEqual(environmentNames([file]), ['__proto__', 'toString']);
		assert.deepEqual(
			environmentVariables([file], 'toString').map(({ name, value }) => [name, value]),
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
		const document = parseDocument('GET /x\n###\nGET /{{a}}').within(surroundings(environmentVariables([file], 'dev')));
		assert.deepEqual(
			document.allProblems.map(({ code, span }) => [code, span.start]),
			[['cyclicVariable', 16]],
		);
	});
});
