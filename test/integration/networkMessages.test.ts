import * as assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { NetworkError, type FailureDetails, type NetworkFailure } from '../../src/net/networkErrors';
import type { NetworkPhase, Timing } from '../../src/net/phases';
import { describeError } from '../../src/ui/messages/errorMessages';

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
	const increase = 'increase the setting flowlu.timeout.';
	const seeAlso = 'See also the setting flowlu.timeout.';
	const cases: readonly [failure: NetworkFailure, code: string, details: FailureDetails, text: string][] = [
		[
			'nameNotFound',
			'ENOTFOUND',
			at('dns'),
			`The host ${host} was not found. Check the address of the account and your connection.`,
		],
		[
			'connectionRefused',
			'ECONNREFUSED',
			at('connect'),
			`${host} does not accept connections. Check the address, and that the server is running.`,
		],
		['hostUnreachable', 'ENETUNREACH', at('connect'), `${host} cannot be reached. Check your connection.`],
		[
			'connectionReset',
			'ECONNRESET',
			at('connect'),
			`The connection to ${host} was lost before it was established. Check your connection.`,
		],
		[
			'connectionReset',
			'ECONNRESET',
			at('tls'),
			`${host} closed the connection during the TLS handshake. Check that it is an https server. A firewall or a proxy can also cause this.`,
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
			`${host} did not respond in time: no connection within 1 min. A firewall, a VPN or a proxy may be in the way. ${seeAlso}`,
		],
		[
			'timeout',
			'ETIMEDOUT',
			at('tls'),
			`${host} did not respond in time: connected after 20 ms, but the TLS handshake was not complete within 1 min. Check that it is an https server. ${seeAlso}`,
		],
		[
			'timeout',
			'ETIMEDOUT',
			at('firstByte'),
			`${host} did not respond in time: connected after 40 ms, no first byte within 1 min. Request less data, or ${increase}`,
		],
		[
			'timeout',
			'ETIMEDOUT',
			at('firstByte', {}),
			`${host} did not respond in time: no first byte within 1 min. Request less data, or ${increase}`,
		],
		[
			'timeout',
			'ETIMEDOUT',
			at('body'),
			`${host} did not finish its response in time: it began after 440 ms and was not complete within 1 min. Request less data, or ${increase}`,
		],
		['timeout', 'ETIMEDOUT', {}, `${host} did not respond in time. See the setting flowlu.timeout.`],
		[
			'tooLarge',
			'ERR_BAD_RESPONSE',
			at('body'),
			`The response of ${host} is larger than the setting flowlu.maxResponseSize allows. Request fewer records or fields, or increase it.`,
		],
		[
			'malformed',
			'HPE_INVALID_CONSTANT',
			at('body'),
			`${host} did not respond with valid HTTP (HPE_INVALID_CONSTANT). Check the address and the port.`,
		],
		[
			'malformed',
			'HPE_HEADER_OVERFLOW',
			at('body'),
			`${host} did not respond with valid HTTP: its headers are too many or too large, 16 kB at most are read (HPE_HEADER_OVERFLOW). The server, or a proxy on the way, has to be corrected.`,
		],
		[
			'malformed',
			'Z_DATA_ERROR',
			at('body'),
			`The response of ${host} is damaged and cannot be decompressed (Z_DATA_ERROR).`,
		],
		[
			'tls',
			'CERT_HAS_EXPIRED',
			at('tls'),
			`The certificate of ${host} has expired, so nothing was sent. Its administrator has to renew it. If your browser accepts it, check the clock of this computer and the setting http.systemCertificates: the certificate authorities that VS Code uses may be out of date.`,
		],
		[
			'tls',
			'CERT_NOT_YET_VALID',
			at('tls'),
			`The certificate of ${host} is not valid yet, so nothing was sent. Check the clock of this computer.`,
		],
		[
			'tls',
			'ERR_TLS_CERT_ALTNAME_INVALID',
			at('tls'),
			`The certificate is for a host other than ${host}, so nothing was sent. Check the address of the account, and whether something in between, such as a sign-in page of your network or the proxy of the setting http.proxy, responds in its place.`,
		],
		[
			'tls',
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			at('tls'),
			`The certificate of ${host} is self-signed, so nothing was sent. If you trust it, add it to the trusted certificates of your system, which VS Code uses by the setting http.systemCertificates, and restart VS Code.`,
		],
		[
			'tls',
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
			at('tls'),
			`The certificate of ${host} was not accepted (UNABLE_TO_VERIFY_LEAF_SIGNATURE), so nothing was sent. If a proxy or a private authority signs your traffic, add its certificate to the trusted certificates of your system, which VS Code uses by the setting http.systemCertificates, and restart VS Code.`,
		],
		[
			'tls',
			'ERR_SSL_WRONG_VERSION_NUMBER',
			at('tls'),
			`The TLS handshake with ${host} failed (ERR_SSL_WRONG_VERSION_NUMBER), so nothing was sent. Check that it is an https server, and the port. A firewall or the proxy of the setting http.proxy may also be in the way.`,
		],
		[
			'proxy',
			'HTTP 502',
			at('firstByte'),
			`The proxy for ${host} refused the connection (HTTP 502), so nothing was sent. See the settings http.proxy and http.noProxy.`,
		],
		[
			'proxy',
			'HTTP 407',
			at('firstByte'),
			`The proxy for ${host} requires a login, or did not accept the one it got (HTTP 407), so nothing was sent. VS Code asks for the login, or takes it from the setting http.proxy.`,
		],
		[
			'proxy',
			'UNKNOWN',
			at('connect'),
			`The proxy for ${host} cannot be reached, or is not a proxy, so nothing was sent. See the settings http.proxy and http.noProxy.`,
		],
		['other', 'E_NEW', at('connect'), `No response from ${host} (E_NEW).`],
		['other', 'ERR_INVALID_CHAR', {}, `Not sent to ${host}: a header contains an invalid character.`],
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
			`${host} closed the connection without a response. It was tried 4 times. It may have been processed: check the data before you send it again.`,
		);
	});
});
