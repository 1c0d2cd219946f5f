import * as assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { NetworkError, type FailureDetails, type NetworkFailure } from '../../src/net/networkErrors';
import type { NetworkPhase, Timing } from '../../src/net/phases';
import { describeError } from '../../src/ui/errorMessages';

const host = 'acme.flowlu.com';
const whole: Timing = { queue: 900, dns: 8, connect: 12, tls: 20, firstByte: 400, body: 59_560 };
const order: readonly NetworkPhase[] = ['queue', 'dns', 'connect', 'tls', 'firstByte', 'body'];

/** As it stands when the phase has failed: the time is up in it, or `timing` says otherwise. */
function at(phase: NetworkPhase, timing: Timing = whole): FailureDetails {
	const before = order.slice(1, order.indexOf(phase)).filter(name => timing[name] !== undefined);
	const spent = before.reduce((sum, name) => sum + (timing[name] ?? 0), 0);
	const times = before.map(name => [name, timing[name]] as const);
	return { progress: { phase, timing: Object.fromEntries([...times, [phase, 60_000 - spent]]) } };
}

suite('messages for faults of the network', () => {
	const see = 'see the setting flowlu.timeout.';
	const seeAlso = 'See also the setting flowlu.timeout.';
	const cases: readonly [failure: NetworkFailure, code: string, details: FailureDetails, text: string][] = [
		[
			'nameNotFound',
			'ENOTFOUND',
			at('dns'),
			`There is no host ${host}. Check the address of the account and your connection.`,
		],
		[
			'connectionRefused',
			'ECONNREFUSED',
			at('connect'),
			`${host} does not accept connections. Is the address right, and the server running?`,
		],
		['hostUnreachable', 'ENETUNREACH', at('connect'), `${host} cannot be reached. Check your connection.`],
		[
			'connectionReset',
			'ECONNRESET',
			at('connect'),
			`The connection to ${host} broke before it stood. Check your connection.`,
		],
		[
			'connectionReset',
			'ECONNRESET',
			at('tls'),
			`${host} closed the connection while encryption was agreed upon. Is it a server for https? A firewall or a proxy may also do this.`,
		],
		['connectionReset', 'ECONNRESET', at('firstByte'), `${host} closed the connection without a response.`],
		['connectionReset', 'ECONNRESET', at('body'), `${host} closed the connection before the response was complete.`],
		['connectionReset', 'ECONNRESET', {}, `${host} closed the connection before the response was complete.`],
		[
			'timeout',
			'ETIMEDOUT',
			at('dns'),
			`The name ${host} was not resolved within 1 min. Check your connection and its name server; see also the setting flowlu.timeout.`,
		],
		[
			'timeout',
			'ETIMEDOUT',
			at('connect'),
			`${host} did not respond in time: no connection within 1 min. Does a firewall, a VPN or a proxy stand in the way? ${seeAlso}`,
		],
		[
			'timeout',
			'ETIMEDOUT',
			at('tls'),
			`${host} did not respond in time: connected after 20 ms, but not encrypted within 1 min. Is it a server for https? ${seeAlso}`,
		],
		[
			'timeout',
			'ETIMEDOUT',
			at('firstByte'),
			`${host} did not respond in time: connected after 40 ms, no first byte within 1 min. Ask for less at once, or ${see}`,
		],
		[
			'timeout',
			'ETIMEDOUT',
			at('firstByte', {}),
			`${host} did not respond in time: no first byte within 1 min. Ask for less at once, or ${see}`,
		],
		[
			'timeout',
			'ETIMEDOUT',
			at('body'),
			`${host} did not finish its response in time: it began after 440 ms and was not complete within 1 min. Ask for less at once, or ${see}`,
		],
		['timeout', 'ETIMEDOUT', {}, `${host} did not respond in time. See the setting flowlu.timeout.`],
		[
			'tooLarge',
			'ERR_BAD_RESPONSE',
			at('body'),
			`The response of ${host} is larger than the setting flowlu.maxResponseSize allows. Ask for fewer records or fields, or raise it.`,
		],
		[
			'malformed',
			'HPE_INVALID_CONSTANT',
			at('body'),
			`${host} responded with something that is not HTTP (HPE_INVALID_CONSTANT). Are address and port right?`,
		],
		[
			'malformed',
			'HPE_HEADER_OVERFLOW',
			at('body'),
			`The headers of the response of ${host} are too large to be read (HPE_HEADER_OVERFLOW).`,
		],
		[
			'malformed',
			'Z_DATA_ERROR',
			at('body'),
			`The response of ${host} cannot be decompressed; it is damaged (Z_DATA_ERROR).`,
		],
		[
			'tls',
			'CERT_HAS_EXPIRED',
			at('tls'),
			`The certificate of ${host} has expired, so nothing was sent. Its administrator has to renew it. If your browser accepts it, see that the clock of this computer is right, and the setting http.systemCertificates: an authority that VS Code knows may be out of date.`,
		],
		[
			'tls',
			'CERT_NOT_YET_VALID',
			at('tls'),
			`The certificate of ${host} is not valid yet, so nothing was sent. See that the clock of this computer is right.`,
		],
		[
			'tls',
			'ERR_TLS_CERT_ALTNAME_INVALID',
			at('tls'),
			`The certificate is one for another host than ${host}, so nothing was sent. Check the address of the account, and whether something on the way, such as a sign-in page of your network or the proxy of the setting http.proxy, responds in its place.`,
		],
		[
			'tls',
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			at('tls'),
			`The certificate of ${host} is signed by itself, so nothing was sent. If it is right, add it to the trusted certificates of your system, which the setting http.systemCertificates has VS Code use, and restart VS Code.`,
		],
		[
			'tls',
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
			at('tls'),
			`The certificate of ${host} was not accepted (UNABLE_TO_VERIFY_LEAF_SIGNATURE), so nothing was sent. If a proxy or a private authority signs your traffic, add its certificate to the trusted ones of your system, which the setting http.systemCertificates has VS Code use, and restart VS Code.`,
		],
		[
			'tls',
			'ERR_SSL_WRONG_VERSION_NUMBER',
			at('tls'),
			`No encryption could be agreed upon with ${host} (ERR_SSL_WRONG_VERSION_NUMBER), so nothing was sent. Is it a server for https, and the port right? A firewall or the proxy of the setting http.proxy may also be in the way.`,
		],
		[
			'proxy',
			'HTTP 502',
			at('firstByte'),
			`The proxy on the way to ${host} refused (HTTP 502), so nothing was sent. See the settings http.proxy and http.noProxy.`,
		],
		[
			'proxy',
			'HTTP 407',
			at('firstByte'),
			`The proxy on the way to ${host} wants a login, or another one than it got (HTTP 407), so nothing was sent. VS Code asks for it, or takes it from the setting http.proxy.`,
		],
		[
			'proxy',
			'UNKNOWN',
			at('connect'),
			`The proxy on the way to ${host} cannot be reached, or is none, so nothing was sent. See the settings http.proxy and http.noProxy.`,
		],
		['other', 'E_NEW', at('connect'), `No response from ${host} (E_NEW).`],
		['other', 'ERR_INVALID_CHAR', {}, `Not sent to ${host}: a header has a character that no header can carry.`],
	];
	for (const [failure, code, details, text] of cases) {
		test(`${failure} ${code} in the phase ${details.progress?.phase ?? 'unknown'}: ${text}`, () => {
			assert.equal(describeError(new NetworkError(failure, host, code, details)), text);
		});
	}

	test('say how often it was tried, and what nobody knows', () => {
		const details = { ...at('firstByte'), tries: 4, isUnsettled: true };
		assert.equal(
			describeError(new NetworkError('connectionReset', host, 'ECONNRESET', details)),
			`${host} closed the connection without a response. It was tried 4 times. Nobody knows whether the request was carried out: look at the data before you send it again.`,
		);
	});
});
