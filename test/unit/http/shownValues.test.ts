import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { fillIn, shownValues } from '../../../src/http/service/shownValues';
import { parseDocument } from '../../../src/http/document/parse';

function shown(text: string): object {
	const { variableTable } = parseDocument(text);
	return Object.fromEntries(shownValues(variableTable, variableTable.keys()));
}

suite('Values that are shown', () => {
	test('have those of others filled in, whatever the order', () => {
		assert.deepEqual(shown('@url = {{host}}/a\n@host = {{name}}.x\n@name = acme\n'), {
			name: 'acme',
			host: 'acme.x',
			url: 'acme.x/a',
		});
	});

	test('leave out what has none, and keep what is made when it is sent', () => {
		assert.deepEqual(shown('@a = {{b}}\n@b = {{a}}\n@c = {{missing}}\n@d = {{$guid}}\n'), { d: '{{$guid}}' });
	});

	test('mask secrets by their names, within others too', () => {
		assert.deepEqual(shown('@password = p\n@api_key = k\n@url = x?a={{password}}\n'), {
			password: '•••',
			api_key: '•••',
			url: 'x?a=•••',
		});
	});

	test('stay short where uses multiply', () => {
		const names = Array.from({ length: 100 }, (_, index) => `@a${index + 1} = {{a${index}}}{{a${index}}}\n`);
		const values = Object.values(shown(`@a0 = 0123456789\n${names.join('')}`)) as string[];
		assert.equal(values.length, 101);
		assert.ok(values.every(value => value.length <= 10_001));
	});

	test('fill in a text and leave the rest of it', () => {
		assert.equal(fillIn('{{ a }}/{{b}}/{{{a}}}', new Map([['a', '1']])), '1/{{b}}/{1}');
	});
});
