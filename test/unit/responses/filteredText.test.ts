import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { responseFilter } from '../../../src/exchanges/filteredReading';
import { readJson } from '../../../src/json/jsonText';
import { createRedactor } from '../../../src/net/redaction/redact';
import { Secret } from '../../../src/net/redaction/secret';
import { filteredText, redactedText } from '../../../src/features/responses/redactedText';
import { findLeaks } from '../../support/canary';

const key = 'k3y-0f-the-4ccount/+=';
const token = 't0k3n-n0b0dy-kn0ws';
const canaries = { key, token };

suite('what a path finds in a response with secrets', () => {
	const redactor = createRedactor();
	redactor.add(new Secret(key));

	/** Masked, and revealed. */
	async function texts(body: string, path: string) {
		const bytes = new TextEncoder().encode(body);
		const { value } = readJson(bytes, bytes.length + 1).next();
		assert.ok(value !== undefined && 'bytes' in value);
		const found = responseFilter(value)(path);
		assert.ok(found.kind === 'found', path);
		const [whole, filtered] = [
			await redactedText({ reading: { kind: 'json', utf8: bytes, json: value } }, redactor, 'body'),
			await filteredText({ json: value }, found, redactor),
		];
		return { ...filtered, whole: whole.masked, count: found.places.length };
	}

	const escaped = JSON.stringify(key).slice(1, -1).replace('/', '\\/').replace('k', '\\u006b');
	const body = JSON.stringify({
		headers: ['Authorization', `Bearer ${token}`, 'X', 'y'],
		response: {
			items: [
				{ id: 1, name: `it was ${key}.`, access_token: token, user: { password: token, Password: null } },
				{
					id: 2,
					[key]: 1,
					api_key: token,
					url: `https://me:${token}@example.com/?api_key=${token}`,
					has_password: 'yes',
				},
				{ id: 3, inner: JSON.stringify({ password: token }) },
			],
			'pass\u{77}ord': token,
			raw: 'RAW',
		},
	}).replace('"raw":"RAW"', `"raw":"${escaped}","client_\\u0073ecret"  :\n  "${token}"`);

	for (const path of [
		'$',
		'$..*',
		'$.response.items[*]',
		'$.response.items[*].name',
		'$..access_token',
		'$..password',
		"$..['password','api_key','id']",
		'$..user',
		'$.response.items[1].api_key',
		'$.response.items[?@.id == 2].url',
		'$.headers[1]',
		'$.headers[1,3]',
		'$.response.items[2].inner',
		'$.response.raw',
		"$.response['client_secret']",
		'$.headers[-3:]',
	]) {
		test(`is masked as in the response: ${path}`, async () => {
			const { masked, revealed, hidden, whole } = await texts(body, path);
			assert.deepEqual(findLeaks(canaries, [{ name: 'filtered', content: masked }]), []);
			assert.deepEqual(findLeaks(canaries, [{ name: 'response', content: whole }]), []);
			// It is there to be masked, and is shown when it is asked for.
			assert.ok(findLeaks(canaries, [{ name: 'revealed', content: revealed }]).length > 0);
			assert.ok(hidden.length > 0);
			assert.doesNotThrow(() => JSON.parse(revealed) as unknown);
		});
	}

	test('is as it came where nothing is secret', async () => {
		const { masked, revealed, hidden } = await texts(body, "$..['id','has_password','X','y','Password']");
		assert.equal(masked, '[\n  1,\n  null,\n  2,\n  "yes",\n  3\n]');
		assert.deepEqual([revealed, hidden], [masked, []]);
	});

	test('has no secret that the response hides, whatever leads to it', async () => {
		const name = fc.constantFrom(
			'a',
			'password',
			'api_key',
			'apikey',
			'x_access_token',
			'client_secret',
			'Authorization',
			'è',
		);
		const value = fc.letrec(tie => ({
			any: fc.oneof(
				{ maxDepth: 3 },
				fc.constantFrom(token, `x ${token} "y"`, key, 'plain', '', 1, null, true),
				fc.dictionary(name, tie('any'), { maxKeys: 4 }),
				fc.array(tie('any'), { maxLength: 3 }),
			),
		})).any;
		const paths = [
			'$..*',
			'$.*',
			'$[*]',
			'$..password',
			"$..['api_key','apikey','client_secret']",
			'$..[1]',
			'$..[?@.a]',
			'$..[0,1]',
		];
		const spaces = fc.constantFrom('', ' ', '\n', '\t  ');
		await fc.assert(
			fc.asyncProperty(value, fc.constantFrom(...paths), spaces, async (given, path, space) => {
				const { masked, whole } = await texts(JSON.stringify(given, undefined, space), path);
				const hides = !whole.includes(token);
				assert.ok(!masked.includes(key), masked);
				assert.ok(!hides || !masked.includes(token), `${masked} of ${whole}`);
			}),
			{ numRuns: 600 },
		);
	});
});
