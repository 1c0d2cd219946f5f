import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { buildRequest } from '../../../src/http/build/request';
import type { VariableContext } from '../../../src/http/build/variables';
import { parseDocument } from '../../../src/http/document/parse';
import { fixedContext } from '../../support/fixedContext';
import { runs } from '../../support/runs';

/** Every request of the text has a value for each of its variables, if only the whole of it is read. */
const context: VariableContext = { ...fixedContext, requestValue: ({ path }) => `V${path.length}` };

/** What is sent of the first block; undefined where it is refused. */
function sent(text: string): string | undefined {
	const document = parseDocument(text);
	const block = document.blocks.at(-1);
	assert.ok(block);
	const built = buildRequest(document, block, { ...context, files: new Map() });
	return built.ok ? JSON.stringify(built.request) : undefined;
}

const named = '### find\n# @name find\nGET /crm/lead/list\n###\n';

const uses = [
	'{{a}}',
	'{{ a }}',
	"{{find.response.body.$.items[?@.name=='Old'].id}}",
	"{{find.response.body.$.items[?@.name == 'a&b' && @.x == 1].id}}",
	"{{find.response.body.$.items[?@.name=='#'].id}}",
	"{{find.response.body.$.items[?@.name=='a=b'].id}}",
	"{{find.response.body.$['a:b']}}",
	"{{find.response.body.$['a/b']}}",
	"{{find.response.body.$['{']}}",
	"{{find.response.body.$['}']}}",
	"{{find.response.body.$['\\u007d\\u007d']}}",
	'{{find.response.headers.X-Id}}',
	'{{$guid}}',
	'{{a',
	'{{{a}}}',
	'{{a}}}',
	'{{nobody}}',
	'{{a + b}}',
];

const places: readonly ((use: string) => string)[] = [
	use => `GET /crm/lead/get/${use}`,
	use => `GET ${use}/crm/lead/list`,
	use => `GET /crm/lead/list?id=${use}`,
	use => `GET /crm/lead/list?${use}=1&b=2`,
	use => `GET /crm/lead/list?${use}`,
	use => `GET /crm/lead/list\n?a=${use}\n&b=${use}`,
	use => `GET /crm/lead/list HTTP/1.1\nX-A: ${use}`,
	use => `GET /crm/lead/list\nX-A: 1\n  ${use}`,
	use => `GET /crm/lead/list\n${use}: 1`,
	use => `POST /crm/lead/create\n\nname=${use}&b=1`,
	use => `POST /crm/lead/create\n\n${use}=1\nb=2`,
	use => `POST /crm/lead/create\n\n${use}`,
	use => `POST /crm/lead/create\nContent-Type: application/json\n\n{"a": "${use}", "b": ${use}}`,
	use => `POST /crm/lead/create\nContent-Type: text/plain\n\na ${use}\n${use}`,
	use => `POST /crm/lead/create\nContent-Type: ${use}\n\na`,
	use =>
		`POST /crm/lead/create\nContent-Type: multipart/form-data; boundary=x\n\n--x\nContent-Disposition: form-data; name="${use}"\n\n${use}\n--x--`,
	use => `@b = ${use}\nGET /crm/lead/get/{{b}}`,
	use => `@b = ${use}\nPOST /crm/lead/create\n\nname={{b}}`,
];

suite('Uses of variables are never sent as text', () => {
	for (const place of places) {
		test(`in ${JSON.stringify(place('{{…}}'))}`, () => {
			let resolved = 0;
			fc.assert(
				fc.property(fc.array(fc.constantFrom(...uses, 'x', '-'), { minLength: 1, maxLength: 3 }), pieces => {
					const text = `@a = V\n${named}${place(pieces.join(''))}`;
					const request = sent(text);
					resolved += request === undefined ? 0 : 1;
					assert.ok(!(request ?? '').includes('{{'), `${text}\n${request ?? ''}`);
				}),
				{ numRuns: runs(300), seed: 7 },
			);
			assert.ok(resolved > 0, 'nothing was sent');
		});
	}

	test('a condition in the path, the query and a form is read whole', () => {
		const path = "$.items[?@.name=='Old' && @.a=='b'].id";
		const use = `{{find.response.body.${path}}}`;
		const value = `V${path.length}`;
		for (const [text, expected] of [
			[`GET /crm/lead/delete/${use}`, `/crm/lead/delete/${value}"`],
			[`GET /x?a=${use}&b=1`, `/x?a=${value}&b=1"`],
			[`POST /x\n\na=${use}&b=1`, `"a=${value}&b=1"`],
		] as const) {
			assert.ok(sent(named + text)?.includes(expected), text);
		}
	});
});
