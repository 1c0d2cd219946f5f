import { suite, test } from 'mocha';
import * as assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { sessionMessage } from '../../src/messages/blockedMessages';
import { parseDocument } from '../../src/http/document/parse';
import type { Problem } from '../../src/http/problem';
import { problemMessage } from '../../src/messages/problems/problemMessages';
import { lookalikeRows, loopbackRows, withAddresses } from '../hostile/rows';
import { EngineStage } from '../support/engineStage';

const instead = 'the credential of the account is added when the request is sent\\.';

/** What is said where a request of the hostile tables is not sent, by the reason that the tables give. */
const messages: Readonly<Record<string, RegExp>> = {
	ambiguousIndent: /^Line 2: Some tools read this indented line as a header, others as the rest of the line/u,
	authorizationShorthand: /^Line 2: Remove this Authorization header; the credential of the account is/u,
	controlCharacter: /^Line 1: A request cannot contain a control character\.$/u,
	cyclicVariable: /^Line 2: The variable a → a refers to itself\.$/u,
	foreignOrigin:
		/^Nothing was sent: the request goes to http:\/\/127\.0\.0\.1:\d+, which is no configured account\. A key is only ever sent to its own account\.$/u,
	hostHeader: /^Line 2: Remove the Host header: a request goes to the account it names, and nowhere else\.$/u,
	indirectPath: /^Line 1: This path contains \. or \.\. or a backslash, so a different path would be sent/u,
	invalidHeader: /^Line 2: A header is written 'Name: value'\. An empty line ends the headers\.$/u,
	invalidHeaderName: /^Line \d: .+ is not a header name\.$/u,
	invalidHeaderValue: /^Line \d: The value of .+ contains characters that are not allowed in a header\.$/u,
	invalidTarget: /^Line 1: Invalid URL or path: .+\. Write a path such as crm\/lead\/list, or a full URL\.$/u,
	invalidVariable: /^Line 2: process\.exit\(\) is not a variable name\. Expressions are never evaluated\.$/u,
	misleadingHeader:
		/^Line 2: Remove the header X-Forwarded-Host: it can make a server or proxy treat this as a different request/u,
	missingMetadataValue: /^Line 1: @account needs a value\.$/u,
	missingScheme: /^Line 1: .+ looks like a host\. Write https:\/\/ before it, or a path of the API\.$/u,
	missingSeparator: /^Line \d+: This looks like another request\. Write ### on a line before it\.$/u,
	missingTarget: /^Line 1: The request has no target\. Write one after the method, such as crm\/lead\/list\.$/u,
	ownApiKey: new RegExp(`^Line \\d: Remove api_key; ${instead}`, 'u'),
	ownAuthorization: new RegExp(`^Line 2: Remove Authorization; ${instead}`, 'u'),
	ownUserinfo: new RegExp(`^Line 1: Remove the user name and password from the address; ${instead}`, 'u'),
	repeatedMetadata: /^Line 2: @account is written twice; a request can have only one\.$/u,
	unclosedValue: /^Line 2: The value of a has a variable that is not closed: \}\} is missing\.$/u,
	unknownAccount: /^Nothing was sent: there is no key for the account '.+'\.$/u,
	unknownKey: /^Nothing was sent: there is no key called 'Nobody' for this account\.$/u,
	unknownMethod: /^Line 1: There is no method EVIL\.$/u,
	unknownRequest: /^Line 2: There is no request called x\. A request is named by a line '# @name x' above it\.$/u,
	unknownVariable: /^Line 2: There is no variable b\. Define it with a line '@b = value'\.$/u,
	unsetVariable: /^Line 2: \$processEnv HOST is not set\.$/u,
	unsupportedMethod: /^Line 1: The method CONNECT is not supported, so the request is not sent\.$/u,
	unsupportedScheme: /^Line 1: file:\/\/\/etc\/passwd is not supported: use https\.$/u,
	valueInAddress:
		/^Line 2: The value of \S+ cannot be part of an address: it contains a space, a backslash, a line break or/u,
	valueInHeader: /^Line 3: The value of v cannot be sent in this header: it has a line break, another control/u,
	valueInPath: /^Line 2: The value of id would change the path: it is empty, a dot or two dots, starts with/u,
	variableInMetadata: /^Line 1: @\{\{a\}\} cannot hold a variable\.$/u,
	whitespaceInPath: /^Line 1: A path cannot contain spaces\. Write %20 instead\.$/u,
};

/**
 * The first row of each reason. VS Code makes a line of what follows a carriage return, so rows with one are other texts here; a curl command is
 * translated before, and has rows of its own.
 */
const rows = new Map(
	[
		...lookalikeRows.map(row => ({ ...row, isHere: false })),
		...loopbackRows.map(row => ({ ...row, isHere: true })).toReversed(),
	]
		.filter(({ text, expected }) => !expected.includes(' ') && !text.includes('\r') && expected !== 'curlCommand')
		.map(row => [row.expected, row]),
);

/** Options of curl that would have a request delivered elsewhere, and commands that go elsewhere. */
const curlCommands = [
	'curl $EVIL/',
	'curl $ACCOUNT/x $EVIL/',
	'curl -x $EVIL $ACCOUNT/x',
	'curl --proxy $EVIL $ACCOUNT/x',
	'curl --connect-to ::$EVILHOST $ACCOUNT/x',
	'curl --resolve $HOST:127.0.0.2 $ACCOUNT/x',
	'curl -u ann:x $ACCOUNT/x',
	"curl -H 'Host: evil.example' $ACCOUNT/x",
	"curl -H 'X-Forwarded-Host: evil.example' $ACCOUNT/x",
	"curl -H 'Authorization: Bearer x' $ACCOUNT/x",
	'curl $ACCOUNT/x?api_key=1',
	'curl -K /etc/passwd $ACCOUNT/x',
	'curl --url $EVIL/',
	'curl --path-as-is $ACCOUNT/api/../x',
];

/** The line, from 1, and what is said of it. */
function firstMessage(text: string, problems: readonly Problem[]): string {
	const problem = problems.find(({ severity }) => severity === 'error') ?? problems[0];
	assert.ok(problem);
	return `Line ${text.slice(0, problem.span.start).split('\n').length}: ${problemMessage(problem)}`;
}

suite('messages for a request that would go to the wrong place', () => {
	const here = 'http://127.0.0.1:8001';
	const evil = 'http://127.0.0.1:8002';

	/** What is said where the first request of the text is not sent with the only session there is. */
	async function refused(text: string, origin: string): Promise<string> {
		const stage = new EngineStage();
		stage.addSession({ name: 'mine', origin }, randomBytes(20).toString('hex'));
		const content = withAddresses(text, { account: here, evil });
		stage.open(content);
		const offset = parseDocument(content).blocks[0]?.requestLine.start ?? 0;
		const outcome = await stage.prepare(stage.blockAt(offset));
		assert.equal(outcome.kind, 'blocked');
		if (outcome.because === 'problems') {
			return firstMessage(content, outcome.problems);
		}
		assert.equal(outcome.because, 'session');
		return sessionMessage(outcome.choice);
	}

	test('there are for each reason', () => {
		assert.deepEqual(Object.keys(messages).sort(), [...rows.keys()].sort());
	});

	for (const [reason, { text, isHere }] of rows) {
		test(reason, async () => {
			assert.match(await refused(text, isHere ? here : 'https://acme.example'), messages[reason] ?? /^$/u);
		});
	}

	for (const command of curlCommands) {
		test(command, async () => {
			assert.match(await refused(`${command}\n`, here), /^.+\.$/u);
		});
	}
});
