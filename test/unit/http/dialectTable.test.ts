import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import { environmentVariables, readEnvironments } from '../../../src/http/build/environment';

/** The rows of the table, by what they are about, with what it says of us. */
function ourColumn(): ReadonlyMap<string, string> {
	const rows = readFileSync('docs/dialects.md', 'utf8')
		.split('\n')
		.filter(line => line.startsWith('|'))
		.map(line => line.split('|').map(cell => cell.trim()));
	return new Map(rows.map(([, element = '', ours = '']) => [element, ours]));
}

function valuesIn(text: string, environment: string): Readonly<Record<string, string>> {
	const environments = readEnvironments(text);
	assert.ok(environments);
	const variables = environmentVariables([{ kind: 'shared', environments }], environment);
	return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

suite('What the table of dialects says of environments', () => {
	const table = ourColumn();
	const rows: readonly (readonly [element: string, ours: string, holds: () => void])[] = [
		[
			'`$shared` in these files',
			'yes',
			() => {
				assert.deepEqual(valuesIn('{"$shared": {"a": 1, "b": 2}, "dev": {"b": 3}}', 'dev'), { a: '1', b: '3' });
			},
		],
		[
			'`{{user.name}}`, `{{ids[0]}}` of an object or list in them',
			'yes; the whole is JSON',
			() => {
				assert.deepEqual(valuesIn('{"dev": {"user": {"name": "Ada"}, "ids": [7]}}', 'dev'), {
					'user.name': 'Ada',
					user: '{"name":"Ada"}',
					'ids[0]': '7',
					ids: '[7]',
				});
			},
		],
	];
	for (const [element, ours, holds] of rows) {
		test(element, () => {
			assert.equal(table.get(element), ours);
			holds();
		});
	}
});
