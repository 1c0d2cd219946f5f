import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { convertCurl } from '../../../src/features/editor/pasting/curlConversion';

const secret = 'b1946ac92492d2347c6235b4d2611184';
const address = 'https://acme.flowlu.com/api/v1/module/crm/lead/list';

suite('A curl command that is pasted', () => {
	const cases: readonly (readonly [command: string, text: string])[] = [
		[`curl '${address}?api_key=${secret}&limit=1'`, `GET ${address}?limit=1`],
		[`curl '${address}?limit=1&api%5Fkey=${secret}'`, `GET ${address}?limit=1`],
		[`curl '${address}?api.key=${secret}'`, `GET ${address}`],
		[`curl -g '${address}?api_key[]=${secret}'`, `GET ${address}`],
		[`curl https://ada:${secret}@acme.flowlu.com/x`, 'GET https://acme.flowlu.com/x'],
		[`curl -u ada:${secret} ${address}`, `GET ${address}`],
		[`curl ${address} -H 'authorization: Bearer ${secret}' -H 'X-A: 1'`, `GET ${address}\nX-A: 1`],
		[`curl ${address} -H 'X-Api-Key: ${secret}'`, `GET ${address}`],
		[`curl ${address} -H 'cookie: PHPSESSID=${secret}; _ga=1'`, `GET ${address}`],
		[`curl ${address} -b 'PHPSESSID=${secret}'`, `GET ${address}`],
		[
			`curl ${address} -d 'a=1&api+key=${secret}'`,
			`POST ${address}\nContent-Type: application/x-www-form-urlencoded\n\na=1`,
		],
		[
			`curl ${address} -F a=1 -F api.key=${secret}`,
			`POST ${address}\nContent-Type: multipart/form-data; boundary=flowlu-part\n\n--flowlu-part\nContent-Disposition: form-data; name="a"\n\n1\n--flowlu-part--`,
		],
	];
	for (const [command, text] of cases) {
		test(`loses its credential: ${command}`, () => {
			assert.deepEqual(convertCurl(command), { ok: true, text, hadCredential: true });
		});
	}

	for (const query of ['', '?', '?a=1&&b=2&', '?key=1&my_api_key=2']) {
		test(`had none: ${query}`, () => {
			assert.deepEqual(convertCurl(`curl '${address}${query}' -H 'X-A: 1'`), {
				ok: true,
				text: `GET ${address}${query}\nX-A: 1`,
				hadCredential: false,
			});
		});
	}
});
