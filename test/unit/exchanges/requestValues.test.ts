import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { requestValues } from '../../../src/exchanges/requestValues';
import type { Exchange } from '../../../src/exchanges/exchange';
import { requestVariable } from '../../../src/http/build/requestVariables';
import { createRedactor } from '../../../src/net/redact';

const body =
	'{"id": 7, "items": [{"name": "Zoë", "on": true}, {"name": "B"}], "access_token": "canary-5f0c1c1e", "none": null}';
const exchange: Exchange = {
	number: 1,
	block: 1,
	environment: undefined,
	session: {
		id: 'x',
		account: { name: 'acme', origin: 'https://acme.flowlu.com' },
		grant: 'apiKey',
		label: 'Main',
		tail: '',
	},
	request: {
		method: 'POST',
		url: 'https://acme.flowlu.com/x',
		headers: [['X-A', '1']],
		body: new TextEncoder().encode('{"sent": "ü"}'),
	},
	response: {
		status: 200,
		statusText: 'OK',
		headers: [
			['X-Many', 'a'],
			['x-many', 'b'],
		],
		body: new TextEncoder().encode(body),
		milliseconds: 1,
	},
	envelope: { kind: 'unknown', reason: 'incomplete' },
	sentAt: 0,
};

function takes(variable: string, expected: unknown): void {
	test(variable, () => {
		const parsed = requestVariable(variable);
		assert.ok(parsed);
		assert.deepEqual(requestValues(new Map([['one', { kind: 'kept', exchange }]]), createRedactor())(parsed), expected);
	});
}

suite('values of other requests', () => {
	takes('one.response.body', body);
	takes('one.response.body.*', body);
	takes('one.response.body.$.id', '7');
	takes('one.response.body.$.items[0].name', 'Zoë');
	takes("one.response.body.$['items'][-1].name", 'B');
	takes('one.response.body.$.items[?@.on == true].name', 'Zoë');
	takes('one.response.body.$..name', 'Zoë');
	takes('one.response.body.$.items[1]', '{"name":"B"}');
	takes('one.response.body.$.none', 'null');
	takes('one.response.headers.X-MANY', 'a, b');
	takes('one.request.headers.x-a', '1');
	takes('one.request.body.$.sent', 'ü');
	takes('one.response.body.$.gone', { code: 'noSuchValue', detail: '$.gone' });
	takes('one.response.body.$.items[?(', { code: 'noSuchValue', detail: '$.items[?(' });
	takes('one.response.body.$.constructor', { code: 'noSuchValue', detail: '$.constructor' });
	takes('one.response.headers.Gone', { code: 'noSuchValue', detail: 'Gone' });
	takes('two.response.body.$.id', { code: 'noResponse', detail: 'two' });

	test('of a response that was removed from memory are not taken for those of a request that was never sent', () => {
		const parsed = requestVariable('one.response.body.$.id');
		const valueOf = requestValues(new Map([['one', { kind: 'removed', exchange }]]), createRedactor());
		assert.deepEqual(parsed && valueOf(parsed), { code: 'removedResponse', detail: 'one' });
	});

	test('what is named like a secret is redacted from then on', () => {
		const redactor = createRedactor();
		const valueOf = requestValues(new Map([['one', { kind: 'kept', exchange }]]), redactor);
		assert.equal(redactor.redact('canary-5f0c1c1e'), 'canary-5f0c1c1e');
		const parsed = requestVariable('one.response.body.$.access_token');
		assert.equal(parsed && valueOf(parsed), 'canary-5f0c1c1e');
		assert.equal(redactor.redact('canary-5f0c1c1e'), '•••');
	});
});
