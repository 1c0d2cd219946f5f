import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readResponse } from '../../../src/exchanges/reading';
import { readText } from '../../../src/exchanges/responseText';
import type { HttpHeader } from '../../../src/net/http';
import { largeBodies } from '../../support/largeBodies';
import type { LongTurns } from './reading.child';

const run = promisify(execFile);

suite('reading a response', () => {
	test('indents JSON', async () => {
		assert.deepEqual(await read('application/json', '{"a":1}'), {
			kind: 'json',
			text: '{\n  "a": 1\n}',
			shortened: false,
		});
	});

	test('takes JSON for JSON whatever the server calls it', async () => {
		const types = ['text/html; charset=UTF-8', 'application/problem+json', 'text/plain', undefined];
		const kinds = await Promise.all(types.map(async type => (await read(type, ' {"a":1}')).kind));
		assert.deepEqual(kinds, ['json', 'json', 'json', 'json']);
	});

	test('takes a web page for a web page even if the server calls it JSON', async () => {
		const page = '\n<!DOCTYPE html><title>Sign in</title>';
		assert.deepEqual(await read('application/json', page), { kind: 'html', text: page, shortened: false });
	});

	test('does not take a text in brackets for JSON', async () => {
		assert.equal((await read('text/plain', '[error] no such file')).kind, 'plaintext');
	});

	test('tells XML and plain text', async () => {
		assert.deepEqual(
			[(await read('application/atom+xml', '<feed/>')).kind, (await read(undefined, 'nothing special')).kind],
			['xml', 'plaintext'],
		);
	});

	test('shows JSON that is cut off as it came, and says where it ends', async () => {
		const text = '{"response":\n {"имя":"Ан';
		assert.deepEqual(await read('application/json', text), {
			kind: 'json',
			text,
			problem: { line: 2, column: 12, cutOff: true },
			shortened: false,
		});
	});

	for (const [where, json] of [
		['the message', `{"error":{"error_code":1,"error_msg":["${']'.repeat(5000)}",DEEP]}}`],
		['the details', `{"error":"validation","details":["${']'.repeat(9000)}",DEEP]}`],
		['the counts', '{"response":{"items":[],"total":DEEP,"total_result":[DEEP]}}'],
		['members that nobody knows', '{"response":DEEP,"a":DEEP}'],
	] as const) {
		test(`loses no response that is nested 5,000 deep in ${where}`, async () => {
			const body = json.replaceAll('DEEP', `${'['.repeat(5000)}${']'.repeat(5000)}`);
			const { envelope, json: whole } = await readResponse(responseWith('application/json', body), {
				yieldToEventLoop: () => Promise.resolve(),
			});
			assert.equal(envelope.kind, json.startsWith('{"error"') ? 'error' : 'success');
			assert.ok(whole);
		});
	}

	test('says where JSON goes wrong', async () => {
		const { problem } = await read('application/json', '{\r\n"ё": nul}');
		assert.deepEqual(problem, { line: 2, column: 9, cutOff: false });
	});

	test('an empty body has no text', async () => {
		assert.deepEqual(await read('application/json', ''), { kind: 'empty', text: '', shortened: false });
	});

	test('decodes by byte order mark before the charset', async () => {
		const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{"a":"ж"}', 'utf16le')]);
		const utf8 = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{"a":"ж"}')]);
		const texts = await Promise.all(
			[utf16, utf16.subarray().swap16(), utf8].map(
				async body => (await read('application/json; charset=iso-8859-1', body)).text,
			),
		);
		assert.deepEqual(new Set(texts), new Set(['{\n  "a": "ж"\n}']));
	});

	test('decodes the charset that the response names', async () => {
		const windows1251 = Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
		assert.deepEqual(await read('text/plain; charset="windows-1251"', windows1251), {
			kind: 'plaintext',
			text: 'Привет',
			shortened: false,
		});
		assert.equal((await read('text/plain;charset=ISO-8859-1', Buffer.from([0x6e, 0xe9]))).text, 'né');
	});

	const hello = [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2];
	const declared: readonly (readonly [title: string, type: string | undefined, body: Buffer, text: string])[] = [
		[
			'XML',
			'application/xml',
			cp1251('<?xml version="1.0" encoding="windows-1251"?><a>', '</a>'),
			'<?xml version="1.0" encoding="windows-1251"?><a>Привет</a>',
		],
		['HTML', 'text/html', cp1251('<html><meta charset=windows-1251><p>'), '<html><meta charset=windows-1251><p>Привет'],
		[
			'HTML of old',
			undefined,
			cp1251('<!doctype html><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'),
			'<!doctype html><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">Привет',
		],
		[
			'a declaration that cannot be true',
			'text/html',
			Buffer.from('<meta charset="utf-16">ж'),
			'<meta charset="utf-16">ж',
		],
		[
			'a declaration that the header overrules',
			'text/xml; charset=utf-8',
			Buffer.from('<?xml version="1.0" encoding="windows-1251"?>ж'),
			'<?xml version="1.0" encoding="windows-1251"?>ж',
		],
		[
			'a text that only speaks of one',
			'text/plain',
			Buffer.from('"<meta charset=windows-1251>ж'),
			'"<meta charset=windows-1251>ж',
		],
		['UTF-16 without a mark', 'application/xml', Buffer.from('<a>ж</a>', 'utf16le'), '<a>ж</a>'],
		['UTF-16 the other way round', undefined, Buffer.from('<a>ж</a>', 'utf16le').swap16(), '<a>ж</a>'],
	];
	for (const [title, type, body, text] of declared) {
		test(`decodes what a text declares: ${title}`, async () => {
			const { text: shown, ...notes } = await read(type, body);
			assert.equal(shown, text);
			assert.equal('damagedEncoding' in notes, false);
		});
	}

	function cp1251(before: string, after = ''): Buffer {
		return Buffer.concat([Buffer.from(before), Buffer.from(hello), Buffer.from(after)]);
	}

	test('reads a text in the encoding that the user chose, whatever else says', async () => {
		const response = responseWith('text/plain; charset=utf-8', Buffer.from(hello));
		const reading = await readResponse(response, eventLoop, 'windows-1251');
		assert.deepEqual([reading.encoding, reading.damaged], ['windows-1251', false]);
		assert.equal((await readText(reading, eventLoop)).pieces.join(''), 'Привет');
	});

	test('shows the escapes of PHP as what they mean, and gives the original too', async () => {
		const came = String.raw`{"a":"\u0416\/"}`;
		const reading = await readResponse(responseWith('application/json', came), eventLoop);
		const { kind, utf8 } = reading;
		assert.equal((await readText(reading, eventLoop)).pieces.join(''), '{\n  "a": "Ж/"\n}');
		assert.equal((await readText({ kind, utf8 }, eventLoop)).pieces.join(''), came);
	});

	test('reads an unknown charset as UTF-8 and says so', async () => {
		assert.deepEqual(await read('text/plain; charset=x-klingon', 'ж'), {
			kind: 'plaintext',
			text: 'ж',
			unknownCharset: 'x-klingon',
			shortened: false,
		});
	});

	test('keeps bytes that are no UTF-8 visible and says so', async () => {
		const body = Buffer.concat([Buffer.from('{"name":"caf'), Buffer.from([0xe9]), Buffer.from('"}')]);
		assert.deepEqual(await read('application/json', body), {
			kind: 'json',
			text: '{\n  "name": "caf\ufffd"\n}',
			damagedEncoding: 'utf-8',
			shortened: false,
		});
	});

	test('knows binary data by its type or by its bytes', async () => {
		const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
		const kinds = await Promise.all([
			read('image/png', 'looks like text'),
			read('application/json', png),
			read(undefined, Buffer.from([0x1f, 0x8b, 8, 1, 2, 3, 4, 5])),
			read('image/svg+xml', '<svg/>'),
			read('application/octet-stream', 'a,b\n1,2\n'),
		]);
		assert.deepEqual(
			kinds.map(({ kind }) => kind),
			['binary', 'binary', 'binary', 'xml', 'plaintext'],
		);
	});

	test('keeps the bytes once where they are UTF-8, also behind a byte order mark', async () => {
		for (const text of ['{"a":"ж"}', '\ufeff{"a":"ж"}', 'ж', '{"a":']) {
			const body = Buffer.from(text);
			const { utf8, json } = await readResponse(responseWith('application/json', body), eventLoop);
			assert.equal(utf8.buffer, body.buffer);
			assert.equal(json?.bytes ?? utf8, utf8);
		}
	});

	// In a process of its own: to collect the garbage of other tests takes longer than a turn may.
	for (const title of largeBodies.keys()) {
		test(`lets others work while it reads 25 MB: ${title}`, async () => {
			const { stdout } = await run(process.execPath, [join(__dirname, 'reading.child.js'), title]);
			const measured: unknown = JSON.parse(stdout);
			assert.ok(areTurns(measured));
			const { longest, limit } = measured;
			assert.ok(longest < limit, `${longest} ms at the longest, where ${limit} are allowed`);
		}).timeout(60_000);
	}

	test('shows the beginning of a text that no document holds', async () => {
		const { text, shortened } = await read('text/plain', Buffer.alloc(20_000_001, 'x'));
		assert.deepEqual({ length: text.length, shortened }, { length: 1_000_000, shortened: true });
	});

	test('shows the beginning of JSON that outgrows a document, indented', async () => {
		const { text, shortened, problem } = await read('application/json', `[${'{"a":{"b":1}},'.repeat(1_300_000)}0]`);
		assert.deepEqual(
			[text.slice(0, 40), shortened, problem],
			['[\n  {\n    "a": {\n      "b": 1\n    }\n  },', true, undefined],
		);
	}).timeout(20_000);
});

const eventLoop = { yieldToEventLoop: () => setImmediate() };

function responseWith(type: string | undefined, body: string | Buffer) {
	const headers: readonly HttpHeader[] = type === undefined ? [] : [['content-type', type]];
	return {
		status: 200,
		statusText: 'OK',
		headers,
		body: typeof body === 'string' ? Buffer.from(body) : body,
		milliseconds: 1,
	};
}

/** What of the reading is seen where the response is shown. */
async function read(type: string | undefined, body: string | Buffer) {
	const reading = await readResponse(responseWith(type, body), eventLoop);
	const { kind, problem, unknownCharset, damaged, encoding } = reading;
	const { pieces, shortened } = await readText(reading, eventLoop);
	return {
		kind,
		text: pieces.join(''),
		shortened,
		...(problem && { problem }),
		...(unknownCharset !== undefined && { unknownCharset }),
		...(damaged && { damagedEncoding: encoding }),
	};
}

function areTurns(value: unknown): value is LongTurns {
	return typeof value === 'object' && value !== null && 'longest' in value && 'limit' in value;
}
