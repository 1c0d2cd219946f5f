import * as l10n from '@vscode/l10n';
import type { NetworkError } from '../net/networkErrors';
import type { NetworkPhase, Progress, Timing } from '../net/phases';
import { describeCertificate } from './certificateMessages';
import { plural } from './plural';
import { formatDuration } from './units';

/** The facts of a failed request. */
export type NetworkFault = Pick<NetworkError, 'failure' | 'host' | 'code' | 'details'>;

/** Why no response came and from where, how far the request had come, and what to do. */
export function describeNetworkError(fault: NetworkFault): string {
	const { tries = 1, isUnsettled = false } = fault.details;
	return [
		describeFailure(fault),
		tries > 1 && plural(l10n.t('{0, plural, one {It was tried # time.} other {It was tried # times.}}'), tries),
		isUnsettled && l10n.t('It may have been processed: check the data before you send it again.'),
	]
		.filter(sentence => sentence !== false)
		.join(' ');
}

function describeFailure({ failure, host, code, details: { progress } }: NetworkFault): string {
	switch (failure) {
		case 'nameNotFound':
			return l10n.t('The host {0} was not found. Check the address of the account and your connection.', host);
		case 'connectionRefused':
			return l10n.t('{0} does not accept connections. Check the address, and that the server is running.', host);
		case 'connectionReset':
			return describeReset(host, progress?.phase);
		case 'hostUnreachable':
			return l10n.t('{0} cannot be reached. Check your connection.', host);
		case 'tls':
			return describeCertificate(host, code);
		case 'timeout':
			return progress === undefined
				? l10n.t('{0} did not respond in time. See the setting flowlu.timeout.', host)
				: describeTimeout(host, progress);
		case 'proxy':
			return describeProxy(host, code);
		case 'tooLarge':
			return l10n.t(
				'The response of {0} is larger than the setting flowlu.maxResponseSize allows. Request fewer records or fields, or increase it.',
				host,
			);
		case 'malformed':
			return describeMalformed(host, code);
		case 'other':
			return code === 'ERR_INVALID_CHAR'
				? l10n.t('Not sent to {0}: a header contains an invalid character.', host)
				: l10n.t('No response from {0} ({1}).', host, code);
	}
}

function describeTimeout(host: string, { phase, timing }: Progress): string {
	const limit = formatDuration(sumOf(timing, ['dns', 'connect', 'tls', 'firstByte', 'body']));
	const connected = formatDuration(sumOf(timing, ['dns', 'connect', 'tls']));
	switch (phase) {
		case 'queue':
		case 'dns':
			return l10n.t(
				'The name {0} was not resolved within {1}. Check your connection and its name server; see also the setting flowlu.timeout.',
				host,
				limit,
			);
		case 'connect':
			return l10n.t(
				'{0} did not respond in time: no connection within {1}. A firewall, a VPN or a proxy may be in the way. See also the setting flowlu.timeout.',
				host,
				limit,
			);
		case 'tls':
			return l10n.t(
				'{0} did not respond in time: connected after {1}, but the TLS handshake was not complete within {2}. Check that it is an https server. See also the setting flowlu.timeout.',
				host,
				formatDuration(sumOf(timing, ['dns', 'connect'])),
				limit,
			);
		case 'firstByte':
			return timing.connect === undefined
				? l10n.t(
						'{0} did not respond in time: no first byte within {1}. Request less data, or increase the setting flowlu.timeout.',
						host,
						limit,
					)
				: l10n.t(
						'{0} did not respond in time: connected after {1}, no first byte within {2}. Request less data, or increase the setting flowlu.timeout.',
						host,
						connected,
						limit,
					);
		case 'body':
			return l10n.t(
				'{0} did not finish its response in time: it began after {1} and was not complete within {2}. Request less data, or increase the setting flowlu.timeout.',
				host,
				formatDuration(sumOf(timing, ['dns', 'connect', 'tls', 'firstByte'])),
				limit,
			);
	}
}

function describeReset(host: string, phase: NetworkPhase | undefined): string {
	switch (phase) {
		case 'queue':
		case 'dns':
		case 'connect':
			return l10n.t('The connection to {0} was lost before it was established. Check your connection.', host);
		case 'tls':
			return l10n.t(
				'{0} closed the connection during the TLS handshake. Check that it is an https server. A firewall or a proxy can also cause this.',
				host,
			);
		case 'firstByte':
			return l10n.t('{0} closed the connection without a response.', host);
		case 'body':
		case undefined:
			return l10n.t('{0} closed the connection before the response was complete.', host);
	}
}

/** `code` is its status, as in `HTTP 407`, or what the platform says where there is none. */
function describeProxy(host: string, code: string): string {
	if (code === 'HTTP 407') {
		return l10n.t(
			'The proxy for {0} requires a login, or did not accept the one it got (HTTP 407), so nothing was sent. VS Code asks for the login, or takes it from the setting http.proxy.',
			host,
		);
	}
	return code.startsWith('HTTP ')
		? l10n.t(
				'The proxy for {0} refused the connection ({1}), so nothing was sent. See the settings http.proxy and http.noProxy.',
				host,
				code,
			)
		: l10n.t(
				'The proxy for {0} cannot be reached, or is not a proxy, so nothing was sent. See the settings http.proxy and http.noProxy.',
				host,
			);
}

/** What zlib says when the input ends before it should. */
const cutOff = 'Z_BUF_ERROR';

/** By the codes of Node's HTTP parser (HPE_) and of its decompression. */
function describeMalformed(host: string, code: string): string {
	if (code === cutOff) {
		return l10n.t('The response of {0} was cut off and cannot be decompressed ({1}).', host, code);
	}
	if (!code.startsWith('HPE_')) {
		return l10n.t('The response of {0} is damaged and cannot be decompressed ({1}).', host, code);
	}
	const mistake = mistakeOf(code);
	return mistake === undefined
		? l10n.t('{0} did not respond with valid HTTP ({1}). Check the address and the port.', host, code)
		: l10n.t({
				message:
					'{0} did not respond with valid HTTP: {1} ({2}). The server, or a proxy on the way, has to be corrected.',
				args: [host, mistake, code],
				comment: ['{0} is a host, {1} what it does wrong, {2} a code'],
			});
}

/** What a server does wrong that speaks HTTP; undefined where it may be another protocol. */
function mistakeOf(code: string): string | undefined {
	switch (code) {
		case 'HPE_HEADER_OVERFLOW':
			return l10n.t('its headers are too many or too large, 16 kB at most are read');
		case 'HPE_INVALID_TRANSFER_ENCODING':
			return l10n.t('it gives the length of the body twice, as Content-Length and as Transfer-Encoding');
		case 'HPE_UNEXPECTED_CONTENT_LENGTH':
			return l10n.t('it gives the length of the body twice, with two Content-Length');
		case 'HPE_INVALID_CONTENT_LENGTH':
			return l10n.t('its Content-Length is not a number, or stands beside Transfer-Encoding');
		case 'HPE_INVALID_HEADER_TOKEN':
			return l10n.t('a header has no colon, or contains a control character or another that is not allowed');
		case 'HPE_CR_EXPECTED':
		case 'HPE_LF_EXPECTED':
			return l10n.t('a line of its headers does not end with CR LF');
		case 'HPE_INVALID_CHUNK_SIZE':
		case 'HPE_STRICT':
			return l10n.t('the sizes of the chunks of its body are wrong');
		default:
			return undefined;
	}
}

function sumOf(timing: Timing, phases: readonly NetworkPhase[]): number {
	return phases.reduce((sum, phase) => sum + (timing[phase] ?? 0), 0);
}
