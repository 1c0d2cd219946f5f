import * as vscode from 'vscode';

/** What is wrong with the certificate or the encryption, by the codes of Node and OpenSSL; certificates are always checked. */
export function describeCertificate(host: string, code: string): string {
	switch (code) {
		case 'CERT_HAS_EXPIRED':
			return vscode.l10n.t(
				'The certificate of {0} has expired, so nothing was sent. Its administrator has to renew it. If your browser accepts it, see that the clock of this computer is right, and the setting http.systemCertificates: an authority that VS Code knows may be out of date.',
				host,
			);
		case 'CERT_NOT_YET_VALID':
			return vscode.l10n.t(
				'The certificate of {0} is not valid yet, so nothing was sent. See that the clock of this computer is right.',
				host,
			);
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
		case 'HOSTNAME_MISMATCH':
			return vscode.l10n.t(
				'The certificate is one for another host than {0}, so nothing was sent. Check the address of the account, and whether something on the way, such as a sign-in page of your network or the proxy of the setting http.proxy, responds in its place.',
				host,
			);
		case 'DEPTH_ZERO_SELF_SIGNED_CERT':
			return vscode.l10n.t(
				'The certificate of {0} is signed by itself, so nothing was sent. If it is right, add it to the trusted certificates of your system, which the setting http.systemCertificates has VS Code use, and restart VS Code.',
				host,
			);
		default:
			return isOfProtocol(code)
				? vscode.l10n.t(
						'No encryption could be agreed upon with {0} ({1}), so nothing was sent. Is it a server for https, and the port right? A firewall or the proxy of the setting http.proxy may also be in the way.',
						host,
						code,
					)
				: vscode.l10n.t(
						'The certificate of {0} was not accepted ({1}), so nothing was sent. If a proxy or a private authority signs your traffic, add its certificate to the trusted ones of your system, which the setting http.systemCertificates has VS Code use, and restart VS Code.',
						host,
						code,
					);
	}
}

/** The handshake failed before or after the certificate was looked at. */
function isOfProtocol(code: string): boolean {
	return code === 'EPROTO' || code.startsWith('ERR_SSL_');
}
