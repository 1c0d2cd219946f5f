import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, test } from 'mocha';
import { mayWrite, operationOf, type Operation } from '../../../src/flowlu/operation';
import { Secret } from '../../../src/net/redaction/secret';
import { sign } from '../../../src/flowlu/sign';
import { resolveTarget } from '../../../src/flowlu/targetUrl';
import type { HttpHeader, HttpRequest } from '../../../src/net/http';
import { serverName, superglobalNames } from '../../support/phpSuperglobals';
import { Random } from '../../support/random';
import { runs } from '../../support/runs';

const account = { name: 'acme', origin: 'https://acme.flowlu.com' };
/** 1,000,000 have been run; each takes some 20 microseconds. */
const cases = runs(10_000);

/** What a server sees that lets everything count that any framework or proxy lets count. */
interface Seen {
	readonly method: string;
	readonly host: string;
	readonly path: string;
	/** Parameters that any server may take for a key, a route or a record. */
	readonly parameters: ReadonlySet<string>;
}

const methodHeaders = ['X_HTTP_METHOD_OVERRIDE', 'X_HTTP_METHOD', 'X_METHOD_OVERRIDE', 'X_METHOD', 'METHOD_OVERRIDE'];
const hostHeaders = ['HOST', 'X_FORWARDED_HOST', 'X_FORWARDED_SERVER', 'FORWARDED', 'X_HOST', 'X_HTTP_HOST_OVERRIDE'];
const pathHeaders = ['X_ORIGINAL_URL', 'X_REWRITE_URL', 'X_ORIGINAL_URI', 'X_FORWARDED_PREFIX'];
const methodParameters = ['_method', '_METHOD', '_httpmethod', 'http_method', 'x_http_method_override'];
const pathParameters = ['_url', '_route', 'r', 'route'];

function seenBy({ method, url, headers }: HttpRequest): Seen {
	const { host, pathname, search } = new URL(url);
	const server = new Map(headers.map(([name, value]) => [serverName(name).slice(5), value]));
	const parameters = new Set(superglobalNames(search.slice(1)));
	const first = (names: readonly string[]) => names.map(name => server.get(name)).find(value => value !== undefined);
	const moved = pathParameters.some(name => parameters.has(name)) ? 'elsewhere' : undefined;
	return {
		method: first(methodHeaders) ?? (methodParameters.some(name => parameters.has(name)) ? 'DELETE' : method),
		host: first(hostHeaders) ?? host,
		path: first(pathHeaders) ?? moved ?? asFileSystem(pathname),
		parameters,
	};
}

/** Decoded, cut at NUL and `;`, without empty and dot segments. */
function asFileSystem(pathname: string): string {
	const decoded = pathname.replace(/%(?<byte>[0-9a-f]{2})/giu, (_, byte: string) =>
		String.fromCharCode(Number.parseInt(byte, 16)),
	);
	const [path = ''] = decoded.split('\0', 1);
	const segments: string[] = [];
	for (const segment of path.split(/[/\\]+/u).map(part => part.split(';', 1)[0] ?? '')) {
		if (segment === '..') {
			segments.pop();
		} else if (segment !== '' && segment !== '.') {
			segments.push(segment);
		}
	}
	return segments.join('/');
}

/** Writes a name in another way that some server may read as the same. */
function respelled(random: Random, name: string): string {
	const characters = Array.from(name, character => {
		switch (random.below(9)) {
			case 0:
				return character.toUpperCase();
			case 1:
				return `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
			case 2:
				return character === '_' ? (random.pick(['.', '+', '%20', '[', '%5b', '%2E']) ?? '') : character;
			default:
				return character;
		}
	});
	const before = random.pick(['', '', '', '%20', '+', '%20%20', ';', '&']) ?? '';
	const behind = random.pick(['', '', '', '[]', '%5B%5D', '[x]', '%00', '%00x', '[']) ?? '';
	return before + characters.join('') + behind;
}

function query(random: Random): string {
	const names = [...methodParameters, ...pathParameters, 'api_key', 'id', 'page', 'filter[active]', 'order_by[asc][]'];
	const pairs = Array.from({ length: random.below(4) }, () => {
		const name = random.pick(names) ?? '';
		return `${random.below(2) === 0 ? name : respelled(random, name)}=${random.pick(['DELETE', '7', '', 'delete', '/crm/lead/delete/7']) ?? ''}`;
	});
	return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function header(random: Random): HttpHeader {
	const names = [...methodHeaders, ...hostHeaders, ...pathHeaders, 'AUTHORIZATION', 'ACCEPT', 'X_REQUEST_ID'];
	const name = Array.from(random.pick(names) ?? '', character =>
		character === '_'
			? (random.pick(['-', '-', '_', '.', '!', '~', '|']) ?? '')
			: random.below(2) === 0
				? character.toLowerCase()
				: character,
	).join('');
	return [name, random.pick(['DELETE', 'evil.example', '/api/v1/module/crm/lead/delete/7']) ?? ''];
}

function target(random: Random): string {
	const pieces = ['crm', 'lead', 'list', 'get', '7', 'delete', 'update', 'LIST', '%64elete', '..', '.', '%2e%2e', ''];
	const more = ['%2f', ';x', 'list%00', 'get%2F7', '\\', 'delete%20', 'st', 'projects', 'comments', '8', 'create'];
	const start = random.pick([
		'crm/lead',
		'crm/lead',
		'/crm/lead',
		'/api/v1/module/crm/lead',
		'/api/v1/x/../module/crm/lead',
	]);
	const segments = Array.from({ length: random.below(5) }, () => random.pick([...pieces, ...more]) ?? '');
	return [start, ...segments].join('/') + query(random);
}

function anyRequest(random: Random): HttpRequest | undefined {
	const url = resolveTarget(target(random), account);
	const method = random.pick(['GET', 'GET', 'GET', 'GET', 'GET', 'get', 'POST', 'HEAD', 'DELETE', 'PURGE']) ?? '';
	const headers = Array.from({ length: Math.max(0, random.below(6) - 3) }, () => header(random));
	return url === undefined ? undefined : { method, url, headers };
}

function isSigned(request: HttpRequest): boolean {
	try {
		sign(request, account, { kind: 'apiKey', apiKey: new Secret('k'.repeat(40)) });
		return true;
	} catch {
		return false;
	}
}

/** Does the path have no other reading than the operation? A record that is not told, because the address names two, may be any. */
function isReadPath({ kind, entity = '', id = '[\\w-]+' }: Operation, path: string): boolean {
	const forms = kind === 'describe' ? '' : `/${kind}|/get/${id}|/${id}/[\\w-]+/${kind}`;
	return new RegExp(`^api/v1/module/${entity}(?:${forms})$`, 'u').test(path);
}

suite('Requests as servers read them', () => {
	test('what could be another method, host or record to a server is refused or counted as a write', function () {
		this.timeout(10_000 + cases);
		const random = new Random(11);
		const counts = { refused: 0, write: 0, read: 0 };
		for (let number = 0; number < cases; number++) {
			const request = anyRequest(random);
			if (request === undefined) {
				continue;
			}
			const operation = operationOf(request);
			const seen = seenBy(request);
			const said = () =>
				JSON.stringify({ number, request, operation, seen: { ...seen, parameters: [...seen.parameters] } });
			if (!isSigned(request)) {
				counts.refused++;
				continue;
			}
			assert.equal(seen.host, 'acme.flowlu.com', said());
			assert.ok(!seen.parameters.has('api_key'), said());
			if (mayWrite(operation)) {
				counts.write++;
				assert.ok(
					operation.id === undefined ||
						!seen.parameters.has('id') ||
						new URL(request.url).search.includes(operation.id),
					said(),
				);
				continue;
			}
			counts.read++;
			assert.equal(seen.method, 'GET', said());
			assert.ok(isReadPath(operation, seen.path), said());
		}
		// A generator that makes only one kind shows nothing.
		for (const [kind, count] of Object.entries(counts)) {
			assert.ok(count > cases / 50, `${kind}: ${count} of ${cases}`);
		}
	});

	test('names are read as PHP reads them, where it is installed', function () {
		if (spawnSync('php', ['--version']).status !== 0) {
			this.skip();
		}
		const random = new Random(12);
		const queries = Array.from({ length: 3000 }, () => query(random).slice(1));
		const script =
			'while (($q = fgets(STDIN)) !== false) { parse_str(rtrim($q, "\\n"), $r); echo json_encode(array_map("strval", array_keys($r)), JSON_INVALID_UTF8_SUBSTITUTE), "\\n"; }';
		const { stdout, stderr } = spawnSync('php', ['-r', script], { input: `${queries.join('\n')}\n`, encoding: 'utf8' });
		const lines = stdout.trimEnd().split('\n');
		assert.equal(lines.length, queries.length, stderr);
		for (const [index, text] of queries.entries()) {
			assert.deepEqual(JSON.parse(lines[index] ?? ''), superglobalNames(text), text);
		}
	});
});
