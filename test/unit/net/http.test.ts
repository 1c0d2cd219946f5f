import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { headerOf, mediaTypeOf, type HttpHeader } from '../../../src/net/http';

suite('Headers', () => {
	const headers: readonly HttpHeader[] = [
		['X-One', 'first'],
		['x-one', 'second'],
		['X-Empty', ''],
	];

	test('are found whatever their case, the first of several', () => {
		assert.deepEqual(
			['X-ONE', 'x-empty', 'x-two'].map(name => headerOf(headers, name)),
			['first', '', undefined],
		);
	});

	const types: readonly [contentType: string, mediaType: string][] = [
		['application/json', 'application/json'],
		['Application/JSON; charset=utf-8', 'application/json'],
		[' text/html ;charset=x;y=z', 'text/html'],
		['', ''],
		[';', ''],
	];
	for (const [contentType, mediaType] of types) {
		test(`${JSON.stringify(contentType)} is of the type ${JSON.stringify(mediaType)}`, () => {
			assert.equal(mediaTypeOf([['content-type', contentType]]), mediaType);
		});
	}

	test('without a Content-Type there is no type', () => {
		assert.equal(mediaTypeOf(headers), '');
	});
});
