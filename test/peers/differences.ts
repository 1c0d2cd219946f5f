import type { ProblemCode } from '../../src/http/problem';

/** Where we mean to read a file otherwise than httpYac. */
export interface Difference {
	/** The problem for which nothing is sent; undefined where both send, but not the same. */
	readonly refused?: ProblemCode;
	readonly because: string;
}

const foreignProtocol: Difference = {
	refused: 'unsupportedMethod',
	because: 'Flowlu is asked by HTTP only.',
};
const run: Difference = {
	refused: 'runStatement',
	because: 'JetBrains’ run, which sends the request that it names; httpYac takes it for text of a request.',
};
const script: Difference = { refused: 'requestScript', because: 'No JavaScript is ever evaluated.' };
const credential: Difference = {
	refused: 'authorizationShorthand',
	because:
		'httpYac computes a header of this later; the credential is the session’s and is added when the request is sent.',
};
const ownCredential: Difference = {
	refused: 'ownCredential',
	because: 'The credential is the session’s; which of two counts, only the server knows.',
};
const commentInText: Difference = {
	refused: 'commentInBody',
	because: 'A line that is dropped may be a heading or a tag: only the author knows. httpYac leaves it out.',
};
const method: Difference = {
	because: 'REST Client and JetBrains take methods in any case; httpYac takes the line for a target.',
};
const hostLike: Difference = {
	refused: 'missingScheme',
	because: 'A host for other tools, which would be a path of the account here.',
};
const lineOfForm: Difference = {
	because:
		'A field may stand on a line of its own; httpYac sends the line breaks and blanks as part of a name or a value.',
};

const notJson: Difference = {
	refused: 'valueNotJson',
	because:
		'The value that the test gives is text, which makes no JSON without quotation marks; httpYac sends what is no JSON.',
};

/** By the file’s path in the corpus. */
export const differences: Readonly<Record<string, Difference>> = {
	'bodies/comment.http': commentInText,
	'bodies/commentFirst.http': commentInText,
	'bodies/commentLast.http': commentInText,
	'bodies/definition.http': {
		refused: 'definitionInBody',
		because: 'Text of the body for REST Client, a variable for httpYac: only the author knows.',
	},
	'bodies/graphql.http': { refused: 'graphqlBody', because: 'Flowlu has no GraphQL.' },
	'bodies/headingFirst.http': {
		refused: 'commentInBody',
		because: 'A comment for the other tools; httpYac makes an exception of Markdown.',
	},
	'bodies/indentedComment.http': commentInText,
	'bodies/requestLine.http': {
		refused: 'missingSeparator',
		because: 'Another request for httpYac, text of the body for REST Client and JetBrains.',
	},
	'bodies/requestLineNext.http': {
		because: 'Within a paragraph it is text, as for REST Client and JetBrains; httpYac starts a request.',
	},
	'bodies/variable.http': notJson,
	'bodies/variableNext.http': notJson,
	'bodies/slashComment.http': commentInText,
	'comments/star.http': {
		refused: 'whitespaceInPath',
		because: 'The specification has no comments of this kind.',
	},
	'files/inForm.http': { because: 'The file is the form; httpYac loses it.' },
	'files/missing.http': { refused: 'missingFile', because: 'httpYac sends a body without the file.' },
	'forms/ampersandAtEnd.http': lineOfForm,
	'forms/blanksAround.http': lineOfForm,
	'forms/indented.http': lineOfForm,
	'forms/noAmpersand.http': lineOfForm,
	'forms/noType.http': {
		because: 'What looks like a form is sent as one, with its Content-Type: Flowlu takes no other body by default.',
	},
	'forms/plus.http': { because: 'What is typed arrives: a plus sign is encoded, and is a blank for who sends it raw.' },
	'forms/word.http': { refused: 'formLine', because: 'A name for some tools, a line of the value above for others.' },
	'headers/basicColon.http': credential,
	'headers/basicEncoded.http': ownCredential,
	'headers/basicPlain.http': credential,
	'headers/bearer.http': ownCredential,
	'headers/digest.http': credential,
	'headers/contentLength.http': { because: 'The transport counts the bytes that are sent.' },
	'headers/continuation.http': {
		because: 'RFC 7230 §3.2.4 joins the lines; httpYac takes the second one for the body.',
	},
	'headers/host.http': { refused: 'hostHeader', because: 'A request goes to the account that it names.' },
	'headers/noColon.http': {
		refused: 'invalidHeader',
		because: 'httpYac takes the line for the body, REST Client leaves it out.',
	},
	'headers/spread.http': { refused: 'invalidHeader', because: 'The headers would come from a script.' },
	'headers/variableInName.http': {
		because: 'A header whose name has a variable in it; httpYac takes the line for the body.',
	},
	'lineEnds/carriageReturn.http': {
		refused: 'whitespaceInPath',
		because: 'A carriage return by itself ends no line; httpYac sees no request.',
	},
	'lineEnds/separatorLine.http': {
		refused: 'whitespaceInPath',
		because: 'The line separator of Unicode ends no line; httpYac sees no request.',
	},
	'longTargets/blanksAtEnd.http': { because: 'Blanks at the end of a line are nothing that anybody means.' },
	'metadata/disabled.http': { refused: 'disabledRequest', because: 'httpYac leaves it out when it sends.' },
	'metadata/loop.http': { refused: 'unsupportedMetadata', because: 'One request is sent at a time.' },
	'methods/aloneOnLine.http': { refused: 'missingTarget', because: 'httpYac takes the word for a target.' },
	'methods/lowercase.http': method,
	'methods/mixedCase.http': method,
	'methods/propfind.http': { refused: 'unsupportedMethod', because: 'Flowlu knows GET and POST.' },
	'methods/trace.http': { refused: 'unsupportedMethod', because: 'A server would send back the credential.' },
	'methods/unknown.http': { refused: 'unknownMethod', because: 'httpYac takes the line for a target.' },
	'multipart/mixed.http': { because: 'RFC 2046 §4.1.1: the lines of every multipart body end with CR LF.' },
	'multipart/noBoundary.http': { refused: 'multipartBoundary', because: 'No server could read it.' },
	'multipart/notClosed.http': { refused: 'multipartEnd', because: 'No server could read it.' },
	'others/amqp.http': foreignProtocol,
	'others/gql.http': { refused: 'graphqlBody', because: 'Flowlu has no GraphQL; httpYac makes a query of it later.' },
	'others/graphql.http': foreignProtocol,
	'others/grpc.http': foreignProtocol,
	'others/websocket.http': foreignProtocol,
	'others/curl.http': {
		refused: 'curlCommand',
		because: 'The extension makes a request of it before it builds one; httpYac takes it for a target.',
	},
	'others/import.http': { because: 'JetBrains’ import; httpYac takes it for a request.' },
	'others/run.http': run,
	'others/runTitle.http': run,
	'others/storedResponse.http': {
		refused: 'storedResponse',
		because: 'An earlier response for httpYac, the body for the others.',
	},
	'scripts/before.http': script,
	'scripts/beforeFile.http': script,
	'scripts/braces.http': script,
	'scripts/bracesAfter.http': script,
	'targets/localhost.http': hostLike,
	'targets/noScheme.http': hostLike,
	'targets/lowercaseVersion.http': { because: 'HTTP/1.1 in small letters is no part of an address.' },
	'targets/userinfo.http': ownCredential,
	'targets/trailingBlanks.http': { because: 'Blanks at the end of a line are nothing that anybody means.' },
	'variables/script.http': { refused: 'invalidVariable', because: 'No JavaScript is ever evaluated.' },
	'variables/triple.http': notJson,
	'variables/unclosed.http': { refused: 'unclosedVariable', because: 'httpYac sends the braces.' },
};
