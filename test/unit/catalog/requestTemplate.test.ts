import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'mocha';
import { endpointsOf, findEndpoint } from '../../../src/catalog/endpoints';
import { parseCatalog } from '../../../src/catalog/parseCatalog';
import { requestSnippet } from '../../../src/catalog/requestTemplate';
import { parseDocument } from '../../../src/http/document/parse';

const catalog = parseCatalog(JSON.parse(readFileSync('media/catalog.json', 'utf8')));

function snippetOf(path: string): string {
	const endpoint = findEndpoint(catalog, path);
	assert.ok(endpoint);
	return requestSnippet(endpoint);
}

/** The text once every tab stop was left as it is. */
function accepted(snippet: string): string {
	return snippet.replaceAll(/\$\{\d+:((?:[^\\}]|\\.)*)\}/gu, '$1').replaceAll(/\\([\\$}])/gu, '$1');
}

suite('New requests', () => {
	test('have what is required as tab stops, else what people write first', () => {
		const snippet = snippetOf('crm/account/create');
		assert.match(snippet, /^### .+: create\n# Optional: .+\nPOST crm\/account\/create\n\n/u);
		assert.match(snippet, /\n\nname=\$\{1:name\}\n$/u);
	});

	test('say first by whom they are sent', () => {
		const endpoint = findEndpoint(catalog, 'crm/lead/list');
		assert.ok(endpoint);
		const [title, ...rest] = accepted(requestSnippet(endpoint, ['# @key Anna} $1'])).split('\n');
		assert.deepEqual([title, rest[0]], ['### Opportunities (leads): list', '# @key Anna} $1']);
	});

	test('have all that is required', () => {
		const required = endpointsOf(catalog).flatMap(endpoint =>
			endpoint.method.params
				.filter(({ required, in: place }) => required && place !== 'path')
				.map(({ name }) => ({ endpoint, name })),
		);
		assert.ok(required.length > 0);
		for (const { endpoint, name } of required) {
			assert.ok(requestSnippet(endpoint).includes(`${name}=\${`), `${endpoint.path} ${name}`);
		}
	});

	test('ask for the record, and for few of a list', () => {
		assert.match(snippetOf('crm/lead/get/1'), /GET crm\/lead\/get\/\$\{1:id\}\n/u);
		assert.match(snippetOf('crm/lead/list'), /GET crm\/lead\/list\?limit=\$\{1:10\}\n/u);
	});

	test('can be sent as they are written, all of the catalog', () => {
		for (const endpoint of endpointsOf(catalog)) {
			const text = accepted(requestSnippet(endpoint));
			const document = parseDocument(text);
			const { blocks } = document;
			assert.equal(blocks.length, 1, text);
			assert.equal(blocks[0]?.method, endpoint.method.httpMethod, text);
			assert.equal(blocks[0].target.replace(/\?.*/u, ''), endpoint.path.replace('{id}', 'id'), text);
			assert.deepEqual(document.problems, [], text);
			assert.deepEqual(blocks[0].problems, [], text);
		}
	});
});
