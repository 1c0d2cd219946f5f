import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { readLink, type LinkProblem } from '../../../src/features/links/link';

const known = [
	{ name: 'Sandbox', origin: 'http://127.0.0.1:8080' },
	{ name: 'crm.example.com', origin: 'https://crm.example.com' },
];

function read(link: string) {
	const { pathname: path, search, hash } = new URL(link, 'vscode://flowlu-workbench.flowlu-workbench');
	return readLink({ path, query: search.slice(1), fragment: hash.slice(1) }, known);
}

suite('Links into VS Code', () => {
	const links: readonly [link: string, route: string, account: string | undefined][] = [
		['/add-key', 'addKey', undefined],
		['/add-key?account=acme', 'addKey', 'https://acme.flowlu.com'],
		['/add-key?account=acme.flowlu.ru', 'addKey', 'https://acme.flowlu.ru'],
		['/add-key?account=https%3A%2F%2Facme.flowlu.com%2Fx', 'addKey', 'https://acme.flowlu.com'],
		['/add-key?account=crm.example.com', 'addKey', 'https://crm.example.com'],
		['/new-scratchpad', 'newScratchpad', undefined],
		['/new-scratchpad?account=127.0.0.1:8080', 'newScratchpad', 'http://127.0.0.1:8080'],
	];
	for (const [link, route, origin] of links) {
		test(`${link} opens ${route}`, () => {
			const account = known.find(other => other.origin === origin) ?? { name: 'acme', origin };
			assert.deepEqual(read(link), { route, ...(origin !== undefined && { account }) });
		});
	}

	const refusals: readonly [problem: LinkProblem, ...links: readonly string[]][] = [
		[
			'unknownRoute',
			'/',
			'',
			'/send',
			'/send?account=acme',
			'/run?uri=file:///x',
			'/add-key/',
			'/Add-Key',
			'/add-key/acme',
			'//add-key',
			'/add%2Dkey',
			'/..%2fadd-key',
			'/flowlu.send',
			'/_flowlu.resend?uri=x',
			'/did-authenticate?code=1',
			'/sign-in',
			'/open?url=https://evil.example',
			'/constructor',
			'/__proto__',
			'/toString',
		],
		[
			'secret',
			'/add-key?api_key=x',
			'/add-key?account=acme&api_key=x',
			'/add-key?account=acme&API%5FKEY=x',
			'/add-key?account=acme&key=x',
			'/add-key?account=acme&apikey',
			'/add-key?access_token=x',
			'/add-key?token=x',
			'/add-key?password=x',
			'/add-key?Passwd=x',
			'/add-key?pwd=x',
			'/add-key?client_secret=x',
			'/add-key?authorization=Basic%20x',
			'/add-key?bearer=x',
			'/add-key?login=ann&account=acme',
			'/add-key#x',
			'/add-key?account=acme#api_key=x',
			'/send?api_key=x',
			'/x#access_token=x',
			'/add-key?account=https://me:pw@acme.flowlu.com',
			'/add-key?account=acme.flowlu.com@evil.example',
			'/add-key?account=https://acme.flowlu.com/?api_key=x',
			'/add-key?account=https%3A%2F%2Facme.flowlu.com%2F%3Fapi_key%3Dx',
			'/new-scratchpad?account=acme.flowlu.com?token=x',
			'/add-key?account=acme.flowlu.com%23access_token=x',
		],
		[
			'unknownParameter',
			'/add-key?account=acme&account=evil',
			'/add-key?x=1',
			'/add-key?account=acme&label=x',
			'/add-key?account[]=acme',
			'/add-key?Account=acme',
			'/add-key?account=acme&command=flowlu.send',
			'/new-scratchpad?text=GET%20crm/lead/delete/1',
			'/new-scratchpad?uri=file:///etc/passwd',
			'/new-scratchpad?account=acme&body=x',
		],
		[
			'invalidAccount',
			'/add-key?account=',
			'/add-key?account',
			'/add-key?account=%20',
			'/add-key?account=http://acme.flowlu.com',
			'/add-key?account=flowlu.com',
			'/add-key?account=javascript:alert(1)',
			'/add-key?account=file:///etc/passwd',
			'/add-key?account=acme%0d%0aHost:evil',
			'/add-key?account=acme.flowlu.com%5C.evil.example',
			'/add-key?account=..%2f..',
			'/add-key?account=acme%00',
		],
		[
			'foreignHost',
			'/add-key?account=evil.example',
			'/add-key?account=https://acme.flowlu.com.evil.example',
			'/add-key?account=acme-flowlu.com',
			'/add-key?account=https://acme.flowlu.com:8443',
			'/add-key?account=https://a.b.flowlu.com',
			'/add-key?account=127.0.0.1:9999',
			'/add-key?account=localhost',
			'/add-key?account=https://192.0.2.7',
			'/new-scratchpad?account=evil.example',
		],
	];
	for (const [problem, ...refused] of refusals) {
		for (const link of refused) {
			test(`${link} is refused: ${problem}`, () => {
				assert.deepEqual(read(link), { problem });
			});
		}
	}
});
