import * as vscode from 'vscode';
import type { NetworkError } from '../net/networkErrors';
import type { NetworkPhase, Progress, Timing } from '../net/phases';
import { describeCertificate } from './certificateMessages';
import { formatDuration } from './units';

/** The facts of a failed request. */
export type NetworkFault = Pick<NetworkError, 'failure' | 'host' | 'code' | 'details'>;

/** Why no response came and from where, how far the request had come, and what to do. */
export function describeNetworkError(fault: NetworkFault): string {
	const { tries = 1, isUnsettled = false } = fault.details;
	return [
		describeFailure(fault),
		tries > 1 && vscode.l10n.t('It was tried {0} times.', tries),
		isUnsettled &&
			vscode.l10n.t('Nobody knows whether the request was carried out: look at the data before you send it again.'),
	]
		.filter(sentence => sentence !== false)
		.join(' ');
}

function describeFailure({ failure, host, code, details: { progress } }: NetworkFault): string {
	switch (failure) {
		case 'nameNotFound':
			return vscode.l10n.t('There is no host {0}. Check the address of the account and your connection.', host);
		case 'connectionRefused':
			return vscode.l10n.t('{0} does not accept connections. Is the address right, and the server running?', host);
		case 'connectionReset':
			return describeReset(host, progress?.phase);
		case 'hostUnreachable':
			return vscode.l10n.t('{0} cannot be reached. Check your connection.', host);
		case 'tls':
			return describeCertificate(host, code);
		case 'timeout':
			return progress === undefined
				? vscode.l10n.t('{0} did not respond in time. See the setting flowlu.timeout.', host)
				: describeTimeout(host, progress);
		case 'proxy':
			return describeProxy(host, code);
		case 'tooLarge':
			return vscode.l10n.t(
				'The response of {0} is larger than the setting flowlu.maxResponseSize allows. Ask for fewer records or fields, or raise it.',
				host,
			);
		case 'malformed':
			return describeMalformed(host, code);
		case 'other':
			return code === 'ERR_INVALID_CHAR'
				? vscode.l10n.t('Not sent to {0}: a header has a character that no header can carry.', host)
				: vscode.l10n.t('No response from {0} ({1}).', host, code);
	}
}

function describeTimeout(host: string, { phase, timing }: Progress): string {
	const limit = formatDuration(sumOf(timing, ['dns', 'connect', 'tls', 'firstByte', 'body']));
	const connected = formatDuration(sumOf(timing, ['dns', 'connect', 'tls']));
	switch (phase) {
		case 'queue':
		case 'dns':
			return vscode.l10n.t(
				'The name {0} was not resolved within {1}. Check your connection and its name server; see also the setting flowlu.timeout.',
				host,
				limit,
			);
		case 'connect':
			return vscode.l10n.t(
				'{0} did not respond in time: no connection within {1}. Does a firewall, a VPN or a proxy stand in the way? See also the setting flowlu.timeout.',
				host,
				limit,
			);
		case 'tls':
			return vscode.l10n.t(
				'{0} did not respond in time: connected after {1}, but not encrypted within {2}. Is it a server for https? See also the setting flowlu.timeout.',
				host,
				formatDuration(sumOf(timing, ['dns', 'connect'])),
				limit,
			);
		case 'firstByte':
			return timing.connect === undefined
				? vscode.l10n.t(
						'{0} did not respond in time: no first byte within {1}. Ask for less at once, or see the setting flowlu.timeout.',
						host,
						limit,
					)
				: vscode.l10n.t(
						'{0} did not respond in time: connected after {1}, no first byte within {2}. Ask for less at once, or see the setting flowlu.timeout.',
						host,
						connected,
						limit,
					);
		case 'body':
			return vscode.l10n.t(
				'{0} did not finish its response in time: it began after {1} and was not complete within {2}. Ask for less at once, or see the setting flowlu.timeout.',
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
			return vscode.l10n.t('The connection to {0} broke before it stood. Check your connection.', host);
		case 'tls':
			return vscode.l10n.t(
				'{0} closed the connection while encryption was agreed upon. Is it a server for https? A firewall or a proxy may also do this.',
				host,
			);
		case 'firstByte':
			return vscode.l10n.t('{0} closed the connection without a response.', host);
		case 'body':
		case undefined:
			return vscode.l10n.t('{0} closed the connection before the response was complete.', host);
	}
}

/** `code` is its status, as in `HTTP 407`, or what the platform says where there is none. */
function describeProxy(host: string, code: string): string {
	if (code === 'HTTP 407') {
		return vscode.l10n.t(
			'The proxy on the way to {0} wants a login, or another one than it got (HTTP 407), so nothing was sent. VS Code asks for it, or takes it from the setting http.proxy.',
			host,
		);
	}
	return code.startsWith('HTTP ')
		? vscode.l10n.t(
				'The proxy on the way to {0} refused ({1}), so nothing was sent. See the settings http.proxy and http.noProxy.',
				host,
				code,
			)
		: vscode.l10n.t(
				'The proxy on the way to {0} cannot be reached, or is none, so nothing was sent. See the settings http.proxy and http.noProxy.',
				host,
			);
}

/** What zlib says when the input ends before it should. */
const cutOff = 'Z_BUF_ERROR';

/** By the codes of Node's HTTP parser (HPE_) and of its decompression. */
function describeMalformed(host: string, code: string): string {
	if (code === 'HPE_HEADER_OVERFLOW') {
		return vscode.l10n.t('The headers of the response of {0} are too large to be read ({1}).', host, code);
	}
	if (code === cutOff) {
		return vscode.l10n.t('The response of {0} was cut off: it cannot be decompressed to its end ({1}).', host, code);
	}
	return code.startsWith('HPE_')
		? vscode.l10n.t('{0} responded with something that is not HTTP ({1}). Are address and port right?', host, code)
		: vscode.l10n.t('The response of {0} cannot be decompressed; it is damaged ({1}).', host, code);
}

function sumOf(timing: Timing, phases: readonly NetworkPhase[]): number {
	return phases.reduce((sum, phase) => sum + (timing[phase] ?? 0), 0);
}
