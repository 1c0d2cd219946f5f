import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import {
	environmentNames,
	environmentVariables,
	homeInFiles,
	readEnvironments,
	secretsOfAll,
	variableSpan,
} from '../../../src/http/build/environment';
import { shownValue, shownValues } from '../../../src/http/service/shownValues';
import type { Surroundings, VariableDefinition } from '../../../src/http/document/document';
import { parseDocument } from '../../../src/http/document/parse';
import { buildRequest } from '../../../src/http/build/request';
import { openSecret } from '../../../src/net/redaction/secret';
import { fixedContext } from '../../support/fixedContext';

const publicFile = readEnvironments(
	'{"$shared": {"host": "acme", "page": 1}, "dev": {"page": 2, "debug": true}, "live": {}, "bad": 3}',
);
const privateFile = readEnvironments('\ufeff{"dev": {"host": "acme-dev", "SSLConfiguration": {"a": 1}, "none": null}}');
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

	test('have secrets whichever is chosen, and also what an environment has in place of a shared one', () => {
		const read = (text: string) => readEnvironments(text) ?? new Map<string, never>();
		const secrets = secretsOfAll([
			{ kind: 'shared', environments: read('{"$shared": {"token": "s", "page": 1}, "dev": {"host": "x"}}') },
			{ kind: 'private', environments: read('{"prod": {"token": "p"}, "dev": {"token": "d"}}') },
		]);
		assert.deepEqual(new Set(secrets.map(({ secret }) => openSecret(secret))), new Set(['s', 'd', 'p']));
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

	test('members of objects and lists are variables too, and the whole is JSON, digits as they stand there', () => {
		const file = readEnvironments(
			'{"dev": {"user": {"name": "Ada", "ids": [10.50, {"a": true}], "no": null}, "list": [1, "b"], "a": {"x": 1}, "a": {"y": 2}}}',
		);
		assert.deepEqual(Object.fromEntries(file?.get('dev') ?? []), {
			'user.name': 'Ada',
			'user.ids[0]': '10.50',
			'user.ids[1].a': 'true',
			'user.ids[1]': '{"a":true}',
			'user.ids': '[10.50,{"a":true}]',
			user: '{"name":"Ada","ids":[10.50,{"a":true}],"no":null}',
			'list[0]': '1',
			'list[1]': 'b',
			list: '[1,"b"]',
			'a.y': '2',
			a: '{"y":2}',
		});
	});

	test('a whole that holds what is named like a secret is none, nor is what is around it', () => {
		const file = readEnvironments('{"dev": {"auth": {"user": "ada", "login": {"password": "x"}}}}');
		assert.deepEqual([...(file?.get('dev') ?? new Map<string, string>()).keys()], ['auth.user', 'auth.login.password']);
	});

	test('depth and number are bounded', () => {
		const deep = readEnvironments(`{"dev": {"a": ${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}}}`);
		assert.equal(deep?.get('dev')?.size, 6);
		const many = readEnvironments(`{"dev": {"a": [${'1,'.repeat(100_000)}1]}}`);
		assert.ok((many?.get('dev')?.size ?? 0) <= 5001);
	});

	test('their place is that of the outermost name', () => {
		const text = '{"dev": {"user": {"name": "Ada"}, "user.name": 1, "ids": [1]}}';
		const placed = (variable: string) => variableSpan(text, 'dev', variable)?.start;
		assert.deepEqual(['user', 'user.name', 'user.x', 'ids[0]', 'none.x'].map(placed), [9, 34, 9, 50, undefined]);
	});

	test('a document uses what is within by its path', () => {
		const file = readEnvironments('{"dev": {"user": {"ids": [7, 8]}}}');
		assert.ok(file);
		const document = parseDocument('GET crm/lead/get/{{user.ids[1]}}?x={{user.none}}').within(
			surroundings(environmentVariables([{ kind: 'shared', environments: file }], 'dev')),
		);
		assert.deepEqual(
			document.allProblems.map(({ code, detail }) => [code, detail]),
			[['unknownVariable', 'user.none']],
		);
	});

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
