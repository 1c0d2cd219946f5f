/** What the editor's messages call the means that a user has there, and what they are called here. */
const means: readonly (readonly [editor: RegExp, terminal: string])[] = [
	[/the setting flowlu\.timeout/gu, 'the option --timeout'],
	[
		/is larger than the setting flowlu\.maxResponseSize allows\. Request fewer records or fields, or increase it\./gu,
		'is larger than 50 MB. Request fewer records or fields.',
	],
	[
		/ VS Code asks for the login, or takes it from the setting http\.proxy\./gu,
		' Write the login into the address in HTTPS_PROXY.',
	],
	[/the settings http\.proxy and http\.noProxy/gu, 'the variables HTTPS_PROXY and NO_PROXY'],
	[/the proxy of the setting http\.proxy/gu, 'the proxy of the variable HTTPS_PROXY'],
	[
		/check the clock of this computer and the setting http\.systemCertificates: the certificate authorities that VS Code uses may be out of date\./gu,
		'check the clock of this computer, and that Node is up to date, whose certificate authorities are used.',
	],
	[
		/add (it|its certificate) to the trusted certificates of your system, which VS Code uses by the setting http\.systemCertificates, and restart VS Code\./gu,
		'name its file in the variable NODE_EXTRA_CA_CERTS.',
	],
	[
		/The request (\S+) has not been sent in this window yet\. Send it first\./gu,
		"The request $1 has not been sent in this run yet. Write '# @ref $1' above the one that needs it.",
	],
	[/has not been sent in this window yet/gu, 'has not been sent in this run yet'],
	[/ Send it from a scratchpad for the other account\./gu, ''],
	[/ Send it again\.$/gu, ''],
];

/** A message of the editor's as it is said in a terminal. */
export function terminalWords(message: string): string {
	return means.reduce((text, [editor, terminal]) => text.replace(editor, terminal), message);
}
