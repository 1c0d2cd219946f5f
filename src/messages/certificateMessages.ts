import * as l10n from '@vscode/l10n';

/** What is wrong with the certificate or the encryption, by the codes of Node and OpenSSL; certificates are always checked. */
export function describeCertificate(host: string, code: string): string {
	switch (code) {
		case 'CERT_HAS_EXPIRED':
			return l10n.t(
				'The certificate of {0} has expired, so nothing was sent. Its administrator has to renew it. If your browser accepts it, check the clock of this computer and the setting http.systemCertificates: the certificate authorities that VS Code uses may be out of date.',
				host,
			);
		case 'CERT_NOT_YET_VALID':
			return l10n.t(
				'The certificate of {0} is not valid yet, so nothing was sent. Check the clock of this computer.',
				host,
			);
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
		case 'HOSTNAME_MISMATCH':
			return l10n.t(
				'The certificate is for a host other than {0}, so nothing was sent. Check the address of the account, and whether something in between, such as a sign-in page of your network or the proxy of the setting http.proxy, responds in its place.',
				host,
			);
		case 'DEPTH_ZERO_SELF_SIGNED_CERT':
			return l10n.t(
				'The certificate of {0} is self-signed, so nothing was sent. If you trust it, add it to the trusted certificates of your system, which VS Code uses by the setting http.systemCertificates, and restart VS Code.',
				host,
			);
		default:
			return isOfProtocol(code)
				? l10n.t(
						'The TLS handshake with {0} failed ({1}), so nothing was sent. Check that it is an https server, and the port. A firewall or the proxy of the setting http.proxy may also be in the way.',
						host,
						code,
					)
				: l10n.t(
						'The certificate of {0} was not accepted ({1}), so nothing was sent. If a proxy or a private authority signs your traffic, add its certificate to the trusted certificates of your system, which VS Code uses by the setting http.systemCertificates, and restart VS Code.',
						host,
						code,
					);
	}
}

/** The handshake failed before or after the certificate was looked at. */
function isOfProtocol(code: string): boolean {
	return code === 'EPROTO' || code.startsWith('ERR_SSL_');
}
