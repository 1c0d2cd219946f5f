import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite, test } from 'mocha';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { runs } from '../../support/runs';

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

const each = (text: string, write: (character: string) => string) => Array.from(text, write).join('');
const units = (character: string, write: (unit: number) => string) =>
	character
		.split('')
		.map(unit => write(unit.charCodeAt(0)))
		.join('');

/** Escapes that write every character, or those that they have to; any of them may have been written by another before. */
const escapes: Readonly<Record<string, (text: string) => string>> = {
	'JSON codes': text => each(text, character => units(character, unit => `\\u${unit.toString(16).padStart(4, '0')}`)),
	'JSON codes in capitals': text =>
		each(text, character => units(character, unit => `\\u${unit.toString(16).toUpperCase().padStart(4, '0')}`)),
	'JSON codes of signs': text =>
		text.replace(/[^A-Za-z0-9]/gu, character => units(character, unit => `\\u${unit.toString(16).padStart(4, '0')}`)),
	'HTML by number': text => each(text, character => `&#${character.codePointAt(0) ?? 0};`),
	'HTML by number with zeros': text => each(text, character => `&#00${character.codePointAt(0) ?? 0};`),
	'HTML by hexadecimal number': text => each(text, character => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`),
	'HTML by hexadecimal number in capitals': text =>
		each(text, character => `&#X0${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()};`),
	'HTML signs by name': text =>
		each(text, character => (character in htmlSigns ? `&${htmlSigns[character] ?? ''};` : character)),
	'all percent': text => each(text, character => Buffer.from(character).toString('hex').replace(/../gu, '%$&')),
	percent: encodeURIComponent,
	form,
	json,
	'json of PHP': text => ascii(json(text)).replaceAll('/', '\\/'),
	// What fills it up is no part of the text.
	base64: text => Buffer.from(text).toString('base64').replaceAll('=', ''),
	base64url: text => Buffer.from(text).toString('base64url'),
	nothing: text => text,
};

/** Written out here, as https://html.spec.whatwg.org/entities.json has them. */
const htmlSigns: Readonly<Record<string, string>> = {
	'+': 'plus',
	'/': 'sol',
	'=': 'equals',
	'&': 'amp',
	'<': 'lt',
	'"': 'quot',
};

/** What base64 is made of in practice: text as it is, and as encoders with a single way of writing have it. */
const inBase64: ReadonlySet<string> = new Set(['nothing', 'percent', 'json', 'json of PHP', 'base64']);

const oneOf = (characters: string) => fc.constantFrom(...Array.from(characters));
const key = fc.string({ unit: oneOf('abcXYZ019+/'), minLength: 8, maxLength: 50 });
const password = fc.string({ unit: 'grapheme', minLength: 5, maxLength: 30 }).filter(text => text === text.trim());
const secret = fc.oneof(
	key,
	password,
	fc.string({ unit: oneOf('\\"/%+ &é€🎉.*$^()[]'), minLength: 4, maxLength: 12 }).map(text => `a${text}z`),
);
const signs = fc.string({ unit: oneOf('"/%+ &<=>é._-$'), minLength: 4, maxLength: 12 }).map(text => `a${text}z`);
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
				{ numRuns: runs(25) },
			);
		});
	}

	for (const [outer, writeOuter] of Object.entries(escapes)) {
		test(`leaves nothing of a secret that was escaped and then written as ${outer}`, () => {
			fc.assert(
				fc.property(fc.oneof(key, signs), neighbour, fc.nat({ max: 2 }), (text, before, shift) => {
					const redactor = createRedactor();
					redactor.add(new Secret(text));
					for (const [inner, writeInner] of Object.entries(escapes)) {
						if (outer.startsWith('base64') && !inBase64.has(inner)) {
							continue;
						}
						const written = writeOuter('x'.repeat(shift) + writeInner(text));
						const redacted = redactor.redact(`${before} ${written} `);
						// In base64 a character or two at each end belong to the neighbours too.
						const left = redacted
							.slice(before.length + 1)
							.replace('•••', '')
							.trim();
						const most = writeOuter('xxxxxx').length + 12;
						assert.ok(redacted.includes('•••') && left.length <= most, `${inner}: ${written} → ${redacted}`);
					}
				}),
				{ numRuns: runs(5), seed: 11 },
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
			{ numRuns: runs(30) },
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
			{ numRuns: runs(30) },
		);
	});
});
