/** Offsets into the text in UTF-16 code units, `end` exclusive. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

export type ProblemSeverity = 'error' | 'warning' | 'information';

/**
 * What can be wrong with a scratchpad. An error keeps the request from being sent: it stands wherever sending would mean
 * something else than what another tool that reads the same text would have sent.
 */
const severities = {
	// Variables
	unknownVariable: 'error',
	cyclicVariable: 'error',
	dynamicVariable: 'error', // {{$…}} that is not known, or not with these arguments
	unsetVariable: 'error', // {{$processEnv X}} without an X outside
	responseVariable: 'error', // {{login.response.…}}, not of the form login.response.body.$.id
	noResponse: 'error', // {{login.response.body.$.id}} before login was sent
	removedResponse: 'error', // the same when the response was removed from memory
	otherAccountResponse: 'error', // the same when login was sent to another account, or in another environment
	noSuchValue: 'error', // in the response
	costlyPath: 'error', // a JSONPath that would look at more than there is time for
	invalidVariable: 'error', // {{a + b}}: an expression, which is never evaluated
	unclosedVariable: 'error',
	unclosedValue: 'error', // on the use of a variable that has such a value; the detail is its name
	invalidDefinition: 'error', // no equals sign, or a name with blanks or braces
	duplicateDefinition: 'warning', // on the definition that does not count
	redefinedVariable: 'error', // another value below, which counts for some tools
	variableTooLong: 'error', // nested uses that multiply

	// Values of variables that cannot stand where they are used; the detail is the name of the variable
	valueInAddress: 'error',
	valueInPath: 'error', // would make it another path
	valueInHeader: 'error', // of the request or of a part
	valueInPart: 'error', // holds the boundary
	valueInXml: 'error',
	valueNotJson: 'error', // outside a string, and makes no JSON
	valueSurrogate: 'error', // half a pair
	valueCharset: 'error', // not in the charset of the Content-Type

	// The request line
	missingTarget: 'error',
	invalidTarget: 'error',
	whitespaceInPath: 'error',
	indirectPath: 'error', // dot segments and backslashes: another path is sent than stands there
	missingScheme: 'error', // example.com/x: a host elsewhere, a path of the API here
	unsupportedScheme: 'error',
	unsupportedMethod: 'error', // known, and not sent by this extension
	unknownMethod: 'error',
	curlCommand: 'error', // not read as a command
	curlTooLong: 'error',
	curlOpenQuote: 'error',
	curlSeveralCommands: 'error',
	curlNoAddress: 'error',
	curlSeveralAddresses: 'error',
	curlRange: 'error', // [1-3] or {a,b} in the address: several as well
	curlConflict: 'error', // options of which curl takes one
	curlMethod: 'error', // not in capitals
	curlHeader: 'error', // not one that can be sent, or one that is taken away
	curlSemicolon: 'error', // behind it curl reads settings of a field
	curlCredential: 'error', // of its own
	curlUnquoted: 'error', // what a shell takes for its own outside quotation marks
	curlWindows: 'error', // written for cmd or PowerShell
	curlTypography: 'error', // quotation marks and dashes of a word processor
	curlJsonAsForm: 'error', // JSON under the Content-Type of a form
	curlUnwritable: 'error', // a body that no scratchpad can hold
	curlShell: 'error', // a variable, substitution, pipe or redirection that only a shell can carry out
	curlOption: 'error', // not supported
	curlMissingValue: 'error',
	curlFile: 'error', // a file that is not the whole body
	runStatement: 'error', // not of the form run #name or run ./file, with (@a=b) behind it
	afterRun: 'error', // text below it
	runMetadata: 'error', // # @account and the like above it, which would count for nothing
	noRequests: 'error', // in the file that is run
	unusedOverride: 'error', // nothing that is run has the variable
	controlCharacter: 'error',
	fragment: 'warning', // #… is never sent
	plusInQuery: 'information', // servers read a blank
	httpVersion: 'information', // HTTP/2 was asked for, HTTP/1.1 is sent

	// Headers
	invalidHeader: 'error', // no colon
	invalidHeaderName: 'error',
	invalidHeaderValue: 'error',
	ambiguousIndent: 'error', // a header for some tools, the rest of the line above for others
	hostHeader: 'error', // a relative target goes to the account and nowhere else
	ownCredential: 'error', // beside the one of the session
	misleadingHeader: 'error', // by which a server takes the request for another one
	authorizationShorthand: 'error', // other tools rewrite `Basic user password`, Digest and AWS
	computedHeader: 'information', // Content-Length and the like are set by the transport

	// The body
	multipartBoundary: 'error', // a Content-Type without one
	multipartEnd: 'error', // no --boundary--
	multipartStart: 'error', // text above the first boundary
	multipartAfter: 'error', // text below the last one
	multipartHeader: 'error', // a line above the blank one that is none
	multipartBlankLine: 'error', // none between the headers of a part and its content
	multipartName: 'error', // a part of a form without one
	partCharset: 'error', // typed text under a header with another charset than UTF-8
	fileWithBoundary: 'error',
	unknownCharset: 'error',
	charsetCharacter: 'error', // typed, and not in the charset
	graphqlBody: 'error',
	missingFile: 'error',
	fileOutside: 'error', // of the workspace
	fileTooLarge: 'error',
	unknownEncoding: 'error',
	fileInForm: 'error', // beside fields, which are encoded
	formLine: 'error', // a line of a form that is no name=value, or may belong to the value above
	plusInForm: 'information', // sent as a plus sign, not as a blank
	bodyOfGet: 'warning',
	commentInBody: 'error', // a heading or a tag in a text, or a comment, which other tools leave out
	ambiguousAmpersand: 'error', // in a form: the start of a field, or a part of the value
	definitionInBody: 'error', // @a = b is text here and a definition elsewhere
	missingSeparator: 'error', // a request line in a body
	storedResponse: 'error',
	afterHandler: 'error', // text below a response handler

	// Scripts, files, other documents
	requestScript: 'error',
	responseHandler: 'warning',
	unclosedScript: 'error', // all below it would be a part of it
	unsupportedCheck: 'warning', // ?? js …, ?? xpath …: not carried out, so that a run counts the request as incomplete
	unknownCheckSubject: 'warning',
	unknownCheckPredicate: 'warning',
	missingCheckArgument: 'warning', // a header or a field without its name
	missingCheckPredicate: 'warning',
	missingCheckValue: 'warning', // nothing to compare with
	needlessCheckValue: 'warning', // behind a word that compares with nothing
	variableInCheck: 'warning', // elsewhere than in what is expected
	outputRedirection: 'warning',
	unknownRequest: 'error', // no request has this name
	ambiguousTitle: 'error', // several requests have it, and none has the name
	cyclicReference: 'error', // a request that would be sent before itself
	tooManyRequests: 'error', // a `run` that would send more than the detail
	responseReference: 'information',

	// Metadata
	unsupportedMetadata: 'error', // would change what is sent, or whether
	ignoredMetadata: 'information', // changes nothing here
	unknownMetadata: 'information',
	misspeltMetadata: 'error', // # @acount, # @disable: it would be sent to another account than is meant, or at all
	definitionInComment: 'warning', // # @key = a: metadata here, perhaps a variable that is commented out
	invalidTimeout: 'error',
	invalidSleep: 'error',
	invalidRetry: 'error',
	retryOfWrite: 'error', // only reads are sent again by themselves
	rowFileFormat: 'error', // neither .csv nor .tsv, .json, .ndjson
	rowFileEncoding: 'error', // not in UTF-8
	rowFileSyntax: 'error', // the detail is the line
	noRows: 'error',
	tooManyRows: 'error',
	rowWithoutCells: 'error', // or with more than there are columns; the detail is the line
	emptyColumn: 'error', // one without a name; the detail is its number
	repeatedColumn: 'error',
	columnName: 'error', // one that no variable can have
	unknownKeyColumn: 'error',
	missingRow: 'error', // one that was asked for by its name, the detail
	writeForRows: 'error', // to a production account; the detail is its name
	invalidIgnoredPath: 'warning', // one that leads nowhere, or that comparisons cannot follow
	invalidAllPages: 'error', // something else than max=N behind it, or a request that is no list
	disabledRequest: 'information', // not sent
	missingMetadataValue: 'error',
	repeatedMetadata: 'error', // two accounts or two keys in one block
	variableInMetadata: 'error',
	duplicateName: 'warning', // # @name of another block
} as const satisfies Record<string, ProblemSeverity>;

export type ProblemCode = keyof typeof severities;

/** Is it that the value of a variable cannot stand where it is used? The detail is its name. */
export function isValueProblem(code: ProblemCode): boolean {
	return /^value[A-Z]/u.test(code);
}

export interface Problem {
	readonly code: ProblemCode;
	readonly severity: ProblemSeverity;
	readonly span: Span;
	/** The text that a message names, such as the name of the variable; may be empty. */
	readonly detail: string;
}

export function problemAt(code: ProblemCode, span: Span, detail: string): Problem {
	return { code, severity: severities[code], span, detail };
}

/** The span where its text stands after it was moved. */
export function shiftedSpan({ start, end }: Span, by: number): Span {
	return { start: start + by, end: end + by };
}

export function shiftedProblem(problem: Problem, by: number): Problem {
	return by === 0 ? problem : { ...problem, span: shiftedSpan(problem.span, by) };
}

/** Adds them where their text stands after it was moved. */
export function addShifted(problems: readonly Problem[], by: number, to: Problem[]): void {
	for (const problem of problems) {
		to.push(shiftedProblem(problem, by));
	}
}
