import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite, test } from 'mocha';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';

const form = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const ascii = (text: string) =>
	text.replace(/[^\x20-\x7e]/gu, character =>
		character
			.split('')
			.map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
			.join(''),
	);

/** Ways of writing a text; none of them may be left of a secret. */
const encodings: Readonly<Record<string, (text: string) => string>> = {
	raw: text => text,
	percent: encodeURIComponent,
	'percent, lower case': text => encodeURIComponent(text).replace(/%../gu, code => code.toLowerCase()),
	'percent twice': text => encodeURIComponent(encodeURIComponent(text)),
	form,
	'form in a URL': text => encodeURIComponent(form(text)),
	'URL parser': text => new URL(`https://x/?${text.replaceAll('#', '%23')}`).search.slice(1),
	json,
	'json of PHP': text => ascii(json(text)).replaceAll('/', '\\/'),
	'json of a URL': text => json(encodeURIComponent(text)),
	base64: text => base64(text, ''),
	'base64 after one': text => base64(text, 'x'),
	'base64 after bearer': text => base64(text, 'bearer:'),
	'base64 after two': text => base64(text, 'xy'),
	base64url: text => base64(text, '').replaceAll('+', '-').replaceAll('/', '_'),
	'base64 in a URL': text => encodeURIComponent(base64(text, 'x')),
};

/** The part of the base64 that is the text's alone. */
function base64(text: string, before: string): string {
	const [head, whole] = [Buffer.from(before), Buffer.from(before + text)];
	return whole.toString('base64').slice(Math.ceil((head.length * 8) / 6), Math.floor((whole.length * 8) / 6));
}

const oneOf = (characters: string) => fc.constantFrom(...Array.from(characters));
const key = fc.string({ unit: oneOf('abcXYZ019+/'), minLength: 8, maxLength: 50 });
const password = fc.string({ unit: 'grapheme', minLength: 5, maxLength: 30 }).filter(text => text === text.trim());
const secret = fc.oneof(
	key,
	password,
	fc.string({ unit: oneOf('\\"/%+ &é€🎉.*$^()[]'), minLength: 4, maxLength: 12 }).map(text => `a${text}z`),
);
const neighbour = fc.string({ unit: 'grapheme', maxLength: 40 });

suite('Redactor, for any secret', () => {
	for (const [title, write] of Object.entries(encodings)) {
		test(`leaves nothing of a secret written as ${title}`, () => {
			fc.assert(
				fc.property(secret, neighbour, neighbour, (text, before, after) => {
					const redactor = createRedactor();
					redactor.add(new Secret(text));
					const written = write(text);
					assert.ok(!redactor.redact(`${before} ${written}`).includes(written));
					assert.ok(!redactor.redact(`${before} ${written} ${after} ${written}`).includes(written));
				}),
				{ numRuns: 200 },
			);
		});
	}

	test('leaves nothing of several secrets within one another', () => {
		fc.assert(
			fc.property(key, fc.nat(), fc.nat(), neighbour, (text, from, to, before) => {
				const start = from % (text.length - 4);
				const part = text.slice(start, start + 4 + (to % (text.length - start)));
				const redactor = createRedactor();
				for (const each of [part, text]) {
					redactor.add(new Secret(each));
				}
				const redacted = redactor.redact(`${before} ${text} ${encodeURIComponent(text)} ${part}`);
				assert.deepEqual([redacted.includes(text), redacted.includes(part)], [false, false]);
			}),
			{ numRuns: 300 },
		);
	});

	test('changes nothing when no secret is in the text', () => {
		fc.assert(
			fc.property(fc.string({ unit: oneOf('abc ,.\n{}'), maxLength: 200 }), text => {
				const redactor = createRedactor();
				redactor.add(new Secret('XYZ0123456789'));
				assert.equal(redactor.redact(text), text);
			}),
		);
	});

	test('what was redacted stays as it is when it is redacted again', () => {
		fc.assert(
			fc.property(
				secret,
				neighbour,
				fc.constantFrom('api_key=', '"password":"', 'Authorization: Basic ', '//u:'),
				(text, around, lead) => {
					const redactor = createRedactor();
					redactor.add(new Secret(text));
					const once = redactor.redact(`${around}${lead}${text}"${around}`);
					assert.equal(redactor.redact(once), once);
				},
			),
			{ numRuns: 300 },
		);
	});
});
