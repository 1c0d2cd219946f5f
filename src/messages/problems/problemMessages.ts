import * as l10n from '@vscode/l10n';
import { dynamicUsages } from '../../http/build/dynamicUsages';
import { guardedName } from '../../http/build/sendingMetadata';
import type { Problem } from '../../http/problem';
import { checkMessage } from '../checkMessages';
import { curlMessage } from './curlMessages';
import { ignoredText } from './ignoredMetadata';
import { multipartMessage } from './multipartMessages';
import { isSendingProblem, sendingMessage } from '../sendingMessages';
import { valueMessage } from './valueMessages';

/** A problem of a scratchpad in the user's language: what is wrong and what to do. */
export function problemMessage({ code, detail }: Problem): string {
	if (isSendingProblem(code)) {
		return sendingMessage(code, detail);
	}
	switch (code) {
		case 'unknownVariable':
			return l10n.t("There is no variable {0}. Define it with a line '@{0} = value'.", detail);
		case 'cyclicVariable':
			return l10n.t('The variable {0} refers to itself.', detail);
		case 'dynamicVariable':
			return dynamicText(detail);
		case 'unsetVariable':
			return l10n.t('{0} is not set.', detail);
		case 'responseVariable':
			return l10n.t(
				"{0} is not part of a response. Write 'name.response.body.$.path', 'name.response.headers.Name', or 'request' for what was sent.",
				detail,
			);
		case 'noResponse':
			return l10n.t('The request {0} has not been sent in this window yet. Send it first.', detail);
		case 'removedResponse':
			return l10n.t('The response to {0} was removed from memory. Send {0} again first.', detail);
		case 'otherAccountResponse':
			return l10n.t('The response to {0} came from another account or environment. Send {0} again first.', detail);
		case 'noSuchValue':
			return l10n.t('The response has no value {0}.', detail);
		case 'costlyPath':
			return l10n.t(
				'{0} looks at more of the response than there is time for. Name the members on the way to the value.',
				detail,
			);
		case 'invalidVariable':
			return l10n.t('{0} is not a variable name. Expressions are never evaluated.', detail);
		case 'unclosedVariable':
			return l10n.t('The variable is not closed: }} is missing.');
		case 'unclosedValue':
			return l10n.t('The value of {0} has a variable that is not closed: }} is missing.', detail);
		case 'invalidDefinition':
			return l10n.t("A variable is defined by '@name = value'.");
		case 'duplicateDefinition':
			return l10n.t('{0} is defined more than once; the other definition is used.', detail);
		case 'redefinedVariable':
			return l10n.t(
				'{0} is defined again below this request, and tools differ in which value they use here. Give the variables different names.',
				detail,
			);
		case 'variableTooLong':
			return l10n.t('The value of {0} is too long once its variables are replaced.', detail);
		case 'valueInAddress':
		case 'valueInPath':
		case 'valueInHeader':
		case 'valueInPart':
		case 'valueInXml':
		case 'valueNotJson':
		case 'valueSurrogate':
		case 'valueCharset':
			return valueMessage(code, detail);
		case 'missingTarget':
			return l10n.t('The request has no target. Write one after the method, such as crm/lead/list.');
		case 'invalidTarget':
			return l10n.t('Invalid URL or path: {0}. Write a path such as crm/lead/list, or a full URL.', detail);
		case 'whitespaceInPath':
			return l10n.t('A path cannot contain spaces. Write %20 instead.');
		case 'indirectPath':
			return l10n.t(
				'This path contains . or .. or a backslash, so a different path would be sent. Write the path that is meant.',
			);
		case 'missingScheme':
			return l10n.t('{0} looks like a host. Write https:// before it, or a path of the API.', detail);
		case 'unsupportedScheme':
			return l10n.t('{0} is not supported: use https.', detail);
		case 'unsupportedMethod':
			return l10n.t('The method {0} is not supported, so the request is not sent.', detail);
		case 'unknownMethod':
			return l10n.t('There is no method {0}.', detail);
		case 'curlCommand':
		case 'curlTooLong':
		case 'curlOpenQuote':
		case 'curlSeveralCommands':
		case 'curlNoAddress':
		case 'curlSeveralAddresses':
		case 'curlRange':
		case 'curlConflict':
		case 'curlMethod':
		case 'curlHeader':
		case 'curlSemicolon':
		case 'curlCredential':
		case 'curlUnquoted':
		case 'curlWindows':
		case 'curlTypography':
		case 'curlJsonAsForm':
		case 'curlUnwritable':
		case 'curlShell':
		case 'curlOption':
		case 'curlMissingValue':
		case 'curlFile':
			return l10n.t('This curl command is not sent: {0}', curlMessage({ code, detail }));
		case 'runStatement':
			return l10n.t(
				"Write 'run #name' for a request, or 'run ./file' for all of a file; add '(@name = value)' to set variables.",
			);
		case 'afterRun':
			return l10n.t("A 'run' stands alone. Write ### on a line before this.");
		case 'runMetadata':
			return l10n.t("@{0} does not apply to what 'run' sends. Write it above that request.", detail);
		case 'noRequests':
			return l10n.t('{0} has no request to send.', detail);
		case 'unusedOverride':
			return l10n.t('No request that is run here has a variable {0}.', detail);
		case 'controlCharacter':
			return l10n.t('A request cannot contain a control character.');
		case 'fragment':
			return l10n.t('The part after # is never sent.');
		case 'plusInQuery':
			return l10n.t('Servers read + in a query as a space. For a plus sign write %2B.');
		case 'httpVersion':
			return l10n.t('The request is sent as HTTP/1.1.');
		case 'invalidHeader':
			return l10n.t("A header is written 'Name: value'. An empty line ends the headers.");
		case 'invalidHeaderName':
			return l10n.t('{0} is not a header name.', detail);
		case 'invalidHeaderValue':
			return l10n.t('The value of {0} contains characters that are not allowed in a header.', detail);
		case 'ambiguousIndent':
			return l10n.t(
				'Some tools read this indented line as a header, others as the rest of the line above. Remove the indentation, or join the lines.',
			);
		case 'hostHeader':
			return l10n.t('Remove the Host header: a request goes to the account it names, and nowhere else.');
		case 'ownCredential':
			return detail === 'userinfo'
				? l10n.t(
						'Remove the user name and password from the address; the credential of the account is added when the request is sent.',
					)
				: l10n.t('Remove {0}; the credential of the account is added when the request is sent.', detail);
		case 'misleadingHeader':
			return l10n.t('Remove the header {0}: it can make a server or proxy treat this as a different request.', detail);
		case 'authorizationShorthand':
			return l10n.t(
				'Remove this Authorization header; the credential of the account is added when the request is sent.',
			);
		case 'computedHeader':
			return l10n.t('{0} is set when the request is sent.', detail);
		case 'multipartBoundary':
		case 'multipartEnd':
		case 'multipartStart':
		case 'multipartAfter':
		case 'multipartHeader':
		case 'multipartBlankLine':
		case 'multipartName':
			return multipartMessage(code, detail);
		case 'partCharset':
			return l10n.t(
				'The text of this part is sent in UTF-8, not in {0}. Write charset=utf-8, or send the content from a file.',
				detail,
			);
		case 'fileWithBoundary':
			return l10n.t('The file {0} contains the boundary of the multipart body. Choose another boundary.', detail);
		case 'unknownCharset':
			return l10n.t('Text cannot be sent in the charset {0}. Use utf-8, or send the body from a file.', detail);
		case 'charsetCharacter':
			return l10n.t('The charset {0} does not have every character of this text. Use charset=utf-8.', detail);
		case 'graphqlBody':
			return l10n.t('GraphQL is not supported.');
		case 'missingFile':
			return l10n.t('There is no file {0}. Paths are relative to the folder of this document.', detail);
		case 'fileOutside':
			return l10n.t('{0} is outside the workspace, so it is not read.', detail);
		case 'fileTooLarge':
			return l10n.t('The file is too large to be sent: {0}.', detail);
		case 'unknownEncoding':
			return l10n.t('There is no encoding {0}.', detail);
		case 'fileInForm':
			return l10n.t(
				'A form is sent either from its lines or from a file. For files as fields, write a multipart body.',
			);
		case 'formLine':
			return l10n.t(
				"A line of a form is written 'name=value'. To continue the value above, start the line with | and a space.",
			);
		case 'ambiguousAmpersand':
			return l10n.t(
				'Is {0} a part of the value, or a field? Write %26 for the &, or start a new line before it.',
				detail,
			);
		case 'plusInForm':
			return l10n.t('The plus sign is sent as it is. To send a space, write a space.');
		case 'bodyOfGet':
			return l10n.t('{0} requests have no body by convention; Flowlu may ignore it.', detail);
		case 'commentInBody':
			return l10n.t(
				'Other tools leave this line out as a comment. Remove it, or write its first characters as a variable.',
			);
		case 'definitionInBody':
			return l10n.t('This is body text here, and a variable for other tools. Move it above the request.');
		case 'missingSeparator':
			return l10n.t('This looks like another request. Write ### on a line before it.');
		case 'storedResponse':
			return l10n.t('A response is stored here. Remove it, or write ### before it.');
		case 'afterHandler':
			return l10n.t('This follows a check or a response handler. Write ### on a line before it.');
		case 'requestScript':
			return l10n.t('Scripts are never run, so a request that needs one is not sent.');
		case 'responseHandler':
			return l10n.t('Response handlers are never run.');
		case 'unclosedScript':
			return l10n.t("The script is not closed: '{0}' is missing.", detail);
		case 'unsupportedCheck':
		case 'unknownCheckSubject':
		case 'unknownCheckPredicate':
		case 'missingCheckArgument':
		case 'missingCheckPredicate':
		case 'missingCheckValue':
		case 'needlessCheckValue':
		case 'variableInCheck':
			return checkMessage(code, detail);
		case 'outputRedirection':
			return l10n.t(
				"The response is not written to this file. The command 'Send and Save Response to File…' writes it to one that you choose.",
			);
		case 'unknownRequest':
			return l10n.t("There is no request called {0}. A request is named by a line '# @name {0}' above it.", detail);
		case 'ambiguousTitle':
			return l10n.t(
				"Several requests have the title {0}. Name the one that is meant by a line '# @name' above it, and run that.",
				detail,
			);
		case 'cyclicReference':
			return l10n.t('{0} depends on itself, so it cannot be sent first.', detail);
		case 'tooManyRequests':
			return l10n.t(
				'This would send more than {0} requests, counting those that others run. Run fewer at once.',
				detail,
			);
		case 'responseReference':
			return l10n.t('References to stored responses are not used.');
		case 'unsupportedMetadata':
			return l10n.t('@{0} is not supported yet; it would change what is sent, so the request is not sent.', detail);
		case 'ignoredMetadata':
			return ignoredText(detail);
		case 'definitionInComment':
			return l10n.t(
				"This is the metadata @{0}, not a variable that is commented out. Write '@{0}' without '=', or the comment without '@'.",
				detail,
			);
		case 'disabledRequest':
			return l10n.t('The request is disabled and not sent. Remove @disabled to send it.');
		case 'unknownMetadata':
			return l10n.t('@{0} is not known and changes nothing.', detail);
		case 'misspeltMetadata':
			return l10n.t(
				'@{0} is not known. If you mean @{1}, correct it; otherwise remove the line.',
				detail,
				guardedName(detail) ?? 'account',
			);
		case 'missingMetadataValue':
			return l10n.t('@{0} needs a value.', detail);
		case 'repeatedMetadata':
			return l10n.t('@{0} is written twice; a request can have only one.', detail);
		case 'variableInMetadata':
			return l10n.t('@{0} cannot hold a variable.', detail);
		case 'duplicateName':
			return l10n.t('Another request already has the name {0}.', detail);
	}
}

/** How it is written, where it is known; else which ones there are. */
function dynamicText(text: string): string {
	const [name = ''] = /^\$[\w.]*/u.exec(text) ?? [];
	const usage = dynamicUsages.get(name);
	if (usage !== undefined) {
		return usage.includes('[')
			? l10n.t('{0} is not written like this. Write {1}; what is in [ ] is optional.', text, usage)
			: l10n.t('{0} is not written like this. Write {1}.', text, usage);
	}
	const group = name.startsWith('$random.') ? '$random.' : '$';
	const names = [...dynamicUsages.keys()].filter(known => known.startsWith(group));
	return l10n.t('There is no dynamic variable {0}. Available: {1}.', text, names.join(', '));
}
