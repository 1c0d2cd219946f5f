import assert from 'node:assert/strict';
import Ajv from 'ajv/dist/2020';
import { suite, test } from 'mocha';
import ts from 'typescript';
import { comparedValue } from '../../../src/exchanges/comparison/comparedValue';
import { jsonSchema } from '../../../src/exchanges/shape/jsonSchema';
import { type Shape, shapeOf } from '../../../src/exchanges/shape/shape';
import { typeScriptType } from '../../../src/exchanges/shape/typeScriptType';
import { maskKnown } from '../../../src/net/redaction/maskKnown';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { lastOf } from '../../support/steps';

function shape(text: string, shownName = (name: string) => name): Shape {
	const value = lastOf(comparedValue({ bytes: new TextEncoder().encode(text), large: new Map() }));
	assert.ok(value);
	return lastOf(shapeOf([value], shownName));
}

const list =
	'{"response":{"total":2,"items":[{"id":1,"name":"A","tags":[]},{"id":"2","name":null,"a b":{"c":true}},{"id":3,"name":"B","tags":[1,"x"]}]}}';

suite('the shape of a response', () => {
	test('is an interface of TypeScript', () => {
		assert.equal(
			typeScriptType('LeadList', shape(list)),
			`export interface LeadList {
	response: {
		total: number;
		items: {
			id: number | string;
			name: string | null;
			tags?: (number | string)[];
			"a b"?: {
				c: boolean;
			};
		}[];
	};
}
`,
		);
	});

	test('is a schema that the response has, and one of another shape has not', () => {
		const validate = new Ajv({ allowUnionTypes: true }).compile(
			JSON.parse(jsonSchema('LeadList', shape(list))) as object,
		);
		assert.ok(validate(JSON.parse(list)), JSON.stringify(validate.errors));
		for (const [from, to] of [
			['"id":1', '"id":null'],
			['"name":"A",', ''],
			['"total":2', '"total":"2"'],
			['"c":true', '"c":{}'],
		] as const) {
			assert.ok(!validate(JSON.parse(list.replace(from, to))), to);
		}
	});

	const texts = [
		'[]',
		'{}',
		'1',
		'[[1],{"a":[null]},{}]',
		'{"__proto__":1,"\\u2028*/":{"constructor":[]},"a-b":1}',
		list,
	];
	for (const text of texts) {
		test(`has each value it is made of: ${text.slice(0, 40)}`, () => {
			const inferred = shape(text);
			const schema = JSON.parse(jsonSchema('X', inferred)) as object;
			assert.ok(new Ajv({ allowUnionTypes: true }).validate(schema, JSON.parse(text)));
			const { diagnostics } = ts.transpileModule(typeScriptType('X', inferred), { reportDiagnostics: true });
			assert.deepEqual(
				diagnostics?.map(({ messageText }) => messageText),
				[],
			);
		});
	}

	test('has the names of members that would tell of secrets, and no name that is one', () => {
		const canary = 'canary7f3a91c2';
		const redactor = createRedactor();
		redactor.add(new Secret(canary));
		const text = `{"Authorization":"x","X-Api-Key":[{"password":1}],"${canary}":1}`;
		const inferred = shape(text, name => maskKnown(name, redactor));
		const type = typeScriptType('X', inferred);
		assert.match(
			type,
			/\tAuthorization: string;\n\t"X-Api-Key": \{\n\t\tpassword: number;\n\t\}\[\];\n\t"•••": number;/u,
		);
		assert.ok(!(type + jsonSchema('X', inferred)).includes(canary));
	});

	test('holds no value', () => {
		const both = typeScriptType('X', shape('{"a":"secret-1","b":[4711]}')) + jsonSchema('X', shape('{"a":"secret-1"}'));
		assert.doesNotMatch(both, /secret-1|4711/u);
	});
});
