import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { parseDocument } from '../../../src/http/document/parse';
import type { ProblemCode } from '../../../src/http/problem';
import { allProblems, marked } from './marked';

type Expected = ProblemCode | readonly [code: ProblemCode, detail: string];

/**
 * Reads the «marked» text: each mark has the problem of its place among `expected`, with the marked stretch as detail unless
 * another one is given. Nothing else may be reported.
 */
function reports(source: string, ...expected: readonly Expected[]): void {
	test(expected.length === 0 ? `nothing in ${JSON.stringify(source)}` : JSON.stringify(source), () => {
		const { text, spans } = marked(source);
		const found = allProblems(parseDocument(text)).map(({ code, span, detail }) => ({ code, span, detail }));
		const wanted = expected.map((problem, index) => {
			const span = spans[index];
			const [code, detail] = typeof problem === 'string' ? [problem, text.slice(span?.start, span?.end)] : problem;
			return { code, span, detail };
		});
		assert.deepEqual(found, wanted);
	});
}

suite('http problems: variables', () => {
	reports('@a = 1\n###\nGET /{{a}}/{{ a }}');
	reports('GET /{{a}}\n###\n@a = 1\n\nGET /x');
	reports('GET /«{{a}}»', ['unknownVariable', 'a']);
	reports('GET /«{{größe}}»', ['unknownVariable', 'größe']);
	for (const path of ['/a/../b', 'crm/lead/%2E%2e/delete/1', 'https://a.b/.%5Cc', '/a\\b', '/.']) {
		reports(`GET «${path}?q=«{{a}}»»`, ['indirectPath', `${path}?q={{a}}`], ['unknownVariable', 'a']);
	}
	reports('GET /x\nA: «{{ a }}» «{{b}}»', ['unknownVariable', 'a'], ['unknownVariable', 'b']);
	reports('POST /x\n\n{"a": «{{a}}»}', ['unknownVariable', 'a']);
	reports('POST /x\n\n{"a":{«{{a}}»}}', ['unknownVariable', 'a']);
	reports('POST /x\n# {{a}}\n\n{\n// {{a}}\n}');
	reports('GET /{{$guid}}/{{$randomInt 1 9}}');
	reports('GET /«{{$guide}}»', ['dynamicVariable', '$guide']);
	reports('GET /«{{$randomInt 1}}»', ['dynamicVariable', '$randomInt 1']);
	reports('@a = {{$guid}}\nGET /{{a}}');
	reports('GET /«{{login.response.body.$.id}}»', ['unknownRequest', 'login']);
	reports('@id = «{{login.response.body.$.id}}»\nGET /{{id}}', ['unknownRequest', 'login']);
	reports(
		'# @name login\nGET /x\n###\n@id = {{login.response.body.$.id}}\nGET /{{id}}\nA: {{login.request.headers.B}} {{login.response.body.*}}',
	);
	for (const path of ['response', 'response.status', 'response.headers', 'response.body.//id', 'request.body.id']) {
		reports(`# @name login\nGET /x\n###\nGET /«{{login.${path}}}»`, ['responseVariable', `login.${path}`]);
	}
	reports('GET /«{{a + b}}»', ['invalidVariable', 'a + b']);
	reports('GET /«{{}}»', ['invalidVariable', '']);
	reports('GET /«{{a»\nX: 1', ['unclosedVariable', 'a']);
	reports('GET /«{{a}»', ['unclosedVariable', 'a}']);
	reports('@a = «{{b»\nGET /x', ['unclosedVariable', 'b']);
	reports('@a = «{{b»\nGET /«{{a}}»', ['unclosedVariable', 'b'], ['unclosedValue', 'a']);
	reports('@a = «{{b}}»\nGET /x', ['unknownVariable', 'b']);
	reports('@a = «{{b}}»\nGET /«{{a}}»', ['unknownVariable', 'b'], ['unknownVariable', 'b']);
	reports('@a = {{b}}\n@b = «{{c}}»\nGET /«{{a}}»', ['unknownVariable', 'c'], ['unknownVariable', 'c']);
	reports('@a = {{b}}{{c}}\n@b = {{c}}\n@c = 1\nGET /{{a}}');
	reports('@a = «{{a}}»', ['cyclicVariable', 'a → a']);
	reports(
		'@a = {{b}}\n@b = {{c}}\n@c = «{{a}}»\n@d = {{b}}\nGET /«{{d}}»',
		['cyclicVariable', 'a → b → c → a'],
		['cyclicVariable', 'a → b → c → a'],
	);
	reports('@«a» = 1\n@a = 2\nGET /{{a}}', 'duplicateDefinition');
	reports('«@a»\nGET /x', 'invalidDefinition');
	reports('«@ = b»\nGET /x', 'invalidDefinition');
	reports('«@a b = c»\nGET /x', 'invalidDefinition');
	reports('@a =\nGET /x/{{a}}');
});

suite('http problems: the request line', () => {
	for (const target of [
		'/crm/lead/list',
		'crm/lead/list',
		'{{a}}',
		'{{a}}/x',
		'crm/{{a}}/list',
		'https://acme.flowlu.com/x',
		'HTTP://127.0.0.1:80',
		'/crm/account/list?search=Acme and Sons',
		'/crm/lead/list?filter[id]={"type":"range","start_value":3}',
	]) {
		const value = target === '{{a}}' ? 'crm/lead' : '1';
		reports(`@a = ${value}\n\n${target}`);
		reports(`@a = ${value}\n\nGET ${target} HTTP/1.1`);
	}
	reports('«GET»', ['missingTarget', '']);
	reports('«GET HTTP/1.1»', ['missingTarget', '']);
	reports('«hello»', 'invalidTarget');
	reports('«hello world/x»', 'invalidTarget');
	reports('GET «*»', 'invalidTarget');
	reports('GET «/a b/c»', 'whitespaceInPath');
	reports('GET «/crm/lead/list /crm/account/list»', 'whitespaceInPath');
	reports('GET «acme.flowlu.com/x»', 'missingScheme');
	reports('«localhost/x»', 'missingScheme');
	reports('«localhost:80/x»', 'missingScheme');
	reports('GET «//acme.flowlu.com/x»', 'missingScheme');
	reports('GET «ws://acme.flowlu.com»', 'unsupportedScheme');
	reports('GET «file:///etc/passwd»', 'unsupportedScheme');
	reports('«PROPFIND» /x', 'unsupportedMethod');
	reports('«FETCH» /x', 'unknownMethod');
	reports('«GRPC» a.b/C\n\n{{x\n> {%', 'unsupportedMethod');
	reports('«GRAPHQL» https://a.b\n\nquery { a }', 'unsupportedMethod');
	reports('«WEBSOCKET» wss://a.b', 'unsupportedMethod');
	reports('@x = 1\ncurl https://a.b -d "{{x}}" \\\n  -H "A: b"');
	reports('curl https://a.b -d "«{{x}}»"', ['unknownVariable', 'x']);
	reports('«curl»', 'invalidTarget');
	reports('# @name login\nGET /x\n###\nrun #login\n# and no more');
	reports('run #«login»', 'unknownRequest');
	reports('# @name login\nGET /x\n###\nrun #login\n«A: b»\n\n«text»', 'afterRun', 'afterRun');
	reports('run ./other.http');
	reports('run ./a b.http ( @a = {{«b»}} , @c= )'.replace('{{«b»}}', '«{{b}}»'), ['unknownVariable', 'b']);
	reports('# @name login\nGET /x\n###\nrun #login (@a=1)\n\nrun #login(@a=2)\nrun ./other.http\n');
	for (const right of [
		'#Sign in',
		'#Sign in (@a=1)',
		'#sign',
		'#\tSign in\t',
		'#Create (minimal)(@a=1)',
		'#Create (minimal)',
	]) {
		reports(`### Sign in\n# @name sign\nGET /x/{{a}}\n### Create (minimal)\nGET /y\n@a = 1\n###\nrun ${right}`);
	}
	reports('# @title Sign in\nGET /x\n###\nrun #«Sign in»', 'unknownRequest');
	reports('### Sign in\nGET /x\n###\n# @ref «Sign in»\nGET /y', 'unknownRequest');
	reports('### All\nrun ./other.http\n###\nrun #«All»', 'unknownRequest');
	reports('### Get\nGET /x\n### Get\nGET /y\n###\nrun #«Get»\nrun #«Get» (@a=1)', 'ambiguousTitle', 'ambiguousTitle');
	reports('### Get\nGET /x\n### Get\nGET /y\n###\n# @name Get\nGET /z\n###\nrun #Get');
	for (const wrong of [
		'#',
		'#login ()',
		'#login (a=1)',
		'#login (@a=1',
		'#login (@a=1, 2)',
		'#a (@b=(c))',
		'#a (b, c=d)',
		'#a {{b}}',
		'{{a}}.http',
	]) {
		reports(`«run ${wrong}»`, ['runStatement', wrong]);
	}
	reports('# @account acme\n«run ./other.http»\n', ['runMetadata', 'account']);
	reports('«run ./other.http»\n# @key b\n', ['runMetadata', 'key']);
	reports('# @timeout 5 s\n«run ./other.http»\n', ['runMetadata', 'timeout']);
	reports('GET «/x#part»', ['fragment', '#part']);
	reports('GET /x «HTTP/2»', ['httpVersion', '2']);
	reports('GET /x «HTTP/2 (Prior Knowledge)»', ['httpVersion', '2 (Prior Knowledge)']);
	reports('GET /x HTTP/1.0');
});

suite('http problems: headers', () => {
	reports('GET /x\nAccept: a\nX-Empty:\nAccept: b');
	reports('GET /x\n«Accept»', 'invalidHeader');
	reports('GET /x\nA: b\n«?a»', 'invalidHeader');
	reports('GET /x\n«A b»: c', 'invalidHeaderName');
	reports('GET /x\n«»: c', 'invalidHeaderName');
	reports('GET /x\n«Größe»: c', 'invalidHeaderName');
	reports('@a = b\nGET /x\nX-{{a}}: c');
	reports('GET /x\n  «Accept: a»', 'ambiguousIndent');
	reports('GET /x\nAccept: a\n  «B: c»', 'ambiguousIndent');
	reports('GET /x\nAccept: a\n  b');
	reports('  GET /x\n  Accept: a\n  B: c');
	reports('GET /x\n«Host»: evil.example', ['hostHeader', 'evil.example']);
	reports('GET /x\n«HOST» : evil.example', ['hostHeader', 'evil.example']);
	reports('GET /x\n«content-length»: 5', 'computedHeader');
	reports('POST /x\nAuthorization: «Basic user password»', ['authorizationShorthand', 'Basic']);
	reports('POST /x\nAuthorization: «Basic user:password»', ['authorizationShorthand', 'Basic']);
	reports('POST /x\nAuthorization: «Digest user password»', ['authorizationShorthand', 'Digest']);
	reports('POST /x\n«Authorization: Basic YmVhcmVyOng=»', ['ownCredential', 'Authorization']);
	reports('POST /x\n«Authorization: Bearer a.b.c»', ['ownCredential', 'Authorization']);
	reports('@a = b\nGET /x\n«...a»', 'invalidHeader');
});

suite('http problems: bodies', () => {
	reports('POST /x\n\n<a>1</a>');
	reports('POST /x\n\n> a quotation, and more of it');
	reports('POST /x\n\n< ./body.json');
	reports('POST /x\n\n<@ ./body.json');
	reports('POST /x\nContent-Type: application/json\n<@latin1 ./body.json');
	reports('POST /x\n\n< ./«{{name}}».json', ['unknownVariable', 'name']);
	reports('POST /x\n\n«<@klingon »./body.json', ['unknownEncoding', 'klingon']);
	reports('POST /x\n\na=1\n«< ./more.txt»\n&b=2', ['fileInForm', '']);
	reports('POST /x\n\n«> a.js»\n«< ./b.json»', 'responseHandler', 'afterHandler');
	reports('POST /x\nContent-Type: multipart/mixed; boundary="a b"\n\n--a b\n\nc\n--a b--');
	reports('«POST /x»\nContent-Type: multipart/mixed\n\n--b\n--b--', ['multipartBoundary', 'multipart/mixed']);
	reports('«POST /x»\nContent-Type: multipart/mixed; boundary=b; Boundary=c\n\n--b\nA: b\n\n1\n--b--', [
		'multipartBoundary',
		'multipart/mixed',
	]);
	reports('POST /x\nContent-Type: multipart/mixed; boundary=b\n\n«--b\n\na»', ['multipartEnd', '--b--']);
	const form = 'POST /x\nContent-Type: multipart/form-data; boundary=b\n\n';
	const name = 'Content-Disposition: form-data; name="a"';
	reports(`${form}--b\n${name}\n\nc\n\n--b\n${name};\n filename="f"\nContent-Type: text/csv\n\n< ./f\n--b--`);
	reports(`${form}--b\n${name}\n\n@a = b\n\nGET crm/lead/list\n\nHTTP/1.1 200 OK\n--b--\n\n`);
	reports(`${form}«text»\n--b\n${name}\n\nc\n--b--`, ['multipartStart', '--b']);
	reports(`${form}--b\n${name}\n\nc\n--b--\n«text»\nmore\n--b`, ['multipartAfter', '--b']);
	reports(`${form}--b\n${name}\n«value»\n--b--`, 'multipartHeader');
	reports(`${form}«--b»\n${name}\n--b--`, ['multipartBlankLine', '']);
	reports(`${form}«--b»\n--b\n${name}\n\nc\n--b--`, ['multipartBlankLine', '']);
	reports(`${form}«--b»\nContent-Type: text/plain\n\nc\n--b--`, ['multipartName', '']);
	reports(`${form}«--b»\nContent-Disposition: form-data; name=""\n\nc\n--b--`, ['multipartName', '']);
	reports(`${form}--b\n${name}\nContent-Type: text/plain; charset=latin1\n\nc\n«é»\n< ./é\n--b--`, [
		'partCharset',
		'latin1',
	]);
	reports('POST /x\nContent-Type: «text/plain; charset=big5»\n\na', ['unknownCharset', 'big5']);
	reports('POST /x\nContent-Type: text/plain; charset=latin1\n\né\n«Я»\nя', ['charsetCharacter', 'latin1']);
	reports('POST /x\nContent-Type: application/x-www-form-urlencoded; charset=latin1\n\n«a=é»', [
		'charsetCharacter',
		'latin1',
	]);
	reports('POST /x\nContent-Type:\n  application/x-www-form-urlencoded\n\nurl=https://a/?b=1«&c=2»', [
		'ambiguousAmpersand',
		'c=2',
	]);
	reports('POST /x\nContent-Type: multipart/form-data;\n# as it is\n  boundary=b\n\n--b\n' + `${name}\n\nc\n--b--`);
	reports('POST /x\nContent-Type: «text/plain;\n  charset=big5»\n\na', ['unknownCharset', 'big5']);
	reports('POST /x\nContent-Type: text/plain\nX: a\n  ; charset=big5\n\na');
	reports('GET /x?a=b«+»c', 'plusInQuery');
	reports('GET /x+y?a={{$timestamp +1 d}}\n  &b=«+»7', 'plusInQuery');
	reports('POST /x\n«X-Request-Type: GraphQL»\n\nquery', ['graphqlBody', '']);
	reports('POST /x\n\na=1\n«b»\n&«c»', 'formLine', 'formLine');
	reports('POST /x\nContent-Type: application/x-www-form-urlencoded\n\n«hello»', 'formLine');
	reports('POST /x\n\n«=1»&a=', 'formLine');
	reports('@fields = a=1&b=2\nPOST /x\n\nc=3\n{{fields}}');
	reports('POST /x\n\nphone=«+»7 900 +', 'plusInForm');
	reports('POST /x\n\nphone=«+»7 900\nfax=+7 901', 'plusInForm');
	reports('«GET /x»\n\n{}', ['bodyOfGet', 'GET']);
	reports('POST /x\nContent-Type: text/plain\n\na\n«# b»\nc', 'commentInBody');
	reports('POST /x\nContent-Type: text/plain\n\n«# b»\nc', 'commentInBody');
	reports('POST /x\n\n# what is sent\n{{a}}\n###\n@a = b');
	reports(
		'POST /x\nContent-Type: multipart/form-data; boundary=b\n\n--b\n# a\nContent-Disposition: form-data; name="c"\n\n# a\n> thanks\nc\n--b--\n# a',
	);
	reports('POST /x\n\n«gql Leads($a: Int) {»\n  a\n}\n\n{"a": 1}', 'graphqlBody');
	reports('POST /x\n\na gql\ngql a\ngqls');
	reports('POST /x\n\n{"a": 1}\n\n«{{»\n  test.status(200)\n}}\n', 'requestScript');
	reports('GET /x\n\n«{{@response»\n  if (a) { b() }\n}}\n\n?? status == 200', 'requestScript');
	reports('POST /x\n\n{\n# b\n}');
	reports('POST /x\n\n«@a = b»\n&c=1', 'definitionInBody');
	reports('«GET /x»\n\n«GET /y»', ['bodyOfGet', 'GET'], 'missingSeparator');
	reports('POST /x\n\n{}\n\n«POST crm/lead/create»', 'missingSeparator');
	reports('POST /x\nContent-Type: text/plain\n\nfirst\nGET /x is how it starts');
	reports('POST /x\n\n{}\n\n«HTTP/1.1 200 OK»', 'storedResponse');
});

suite('http problems: scripts and files', () => {
	reports('«< {%»\n x = "{{y}}"\n%}\nGET /x', 'requestScript');
	reports('«< ./script.js»\nGET /x', 'requestScript');
	reports('«{{»\nx = 1\n}}\nGET /x', 'requestScript');
	reports('«{{@request»\nx = 1\n}}\nGET /x', 'requestScript');
	reports('«< {%»\nnever closed\n###\nGET /x', 'requestScript');
	reports('GET /x\n\n«> {% client.log(1) %}»', 'responseHandler');
	reports('GET /x\nA: b\n«> {%»\n  "{{x}}"\n%}', 'responseHandler');
	reports('POST /x\n\n{}\n\n«> {%»\n@a\n%}\n###\nGET /y', 'responseHandler');
	reports('POST /x\n\n{}\n\n«> {%»\n@a\n%} «{"b": 1}»', 'responseHandler', 'afterHandler');
	reports('GET /x\n\n«> ./handler.js»', 'responseHandler');
	reports('GET /x\n\n«>> out.json»\n«<> 2020.json»', 'outputRedirection', 'responseReference');
	reports('GET /x\n\n«>>! my file.json»', 'outputRedirection');
	reports('GET /x\n\n«> a.js»\n«text»', 'responseHandler', 'afterHandler');
	reports('import ./a.http\n# @import ./b.http\nGET /x');
	reports('«HTTP/1.1 200 OK\nA: b\n\n{{x»\n', ['responseReference', 'HTTP/1.1 200 OK']);
	reports('«HTTP/1.1 200 OK\n\n{}\n\n«GET /x»»', ['responseReference', 'HTTP/1.1 200 OK'], 'missingSeparator');
});

suite('http problems: metadata', () => {
	reports('# @name = a\n# @account b\n// @key c\n# @title d\n# @description e\nGET /x');
	reports('# mail me @home\n# @ home\nGET /x');
	reports('# @no-log\n# @noLog\n// @«noCookieJar»\n# @timeout 5 s\nGET /x', 'ignoredMetadata');
	reports('# @prompt a b\n# @«loop» for 3\nGET /x', 'unsupportedMetadata');
	reports('# @ref «login»\n# @forceRef «logout»\nGET /x', 'unknownRequest', 'unknownRequest');
	reports('# @name login\nGET /x\n###\n# @ref login\nGET /y');
	reports('# @«ref»\n// @«import»\nGET /x', 'missingMetadataValue', 'missingMetadataValue');
	reports('@a = b\n# @import «./{{a}}»', 'variableInMetadata');
	reports('# @«prompt»\n# @note\nGET /x', 'missingMetadataValue');
	reports('GET /x\n# @«disabled»', 'disabledRequest');
	reports('GET /x\n# @«disabled» !token', ['unsupportedMetadata', 'disabled']);
	reports('# @all-pages\nGET /x\n###\n# @allPages max=5\nGET /x');
	reports('# @all-pages «5»\n# @all-pages «max=0»\nGET /x', ['invalidAllPages', '5'], ['invalidAllPages', 'max=0']);
	reports('# @ignore $.response.items[*].price\n// @ignore $.response["a b"][0].c\nGET /x');
	for (const path of ['$..price', '$.response.items[?@.x].price', '$.response.*.price', 'price', '$.response items']) {
		reports(`# @ignore «${path}»\nGET /x`, 'invalidIgnoredPath');
	}
	reports('# @«ignore»\nGET /x', ['invalidIgnoredPath', '']);
	reports('# @timeout «soon»\n# @«timeout»\nGET /x', 'invalidTimeout', ['invalidTimeout', '']);
	reports('# @sleep 500\n# @sleep 2 s\n# @retry 3\n# @retry 10 500 ms\n# @continue\nGET /x');
	reports('# @sleep «1.5»\n# @sleep «61 m»\n# @«sleep»\nGET /x', 'invalidSleep', 'invalidSleep', ['invalidSleep', '']);
	reports('# @retry «0»\n# @retry «101»\n# @retry «3 soon»\nGET /x', 'invalidRetry', 'invalidRetry', 'invalidRetry');
	reports('# @«retry» 3\nPOST /x\n\na=1', ['retryOfWrite', '']);
	reports(
		'# @name a\nGET /x\n###\n# @sleep 1\n# @retry 1\n««run #a»»',
		['runMetadata', 'sleep'],
		['runMetadata', 'retry'],
	);
	reports('# @each ./rows.csv\n# @key-column id\nGET /x/{{id}}?y={{y}}\n\n###\nGET /«{{z}}»', ['unknownVariable', 'z']);
	reports(
		'# @«each»\n# @«key-column»\nGET /x',
		['missingMetadataValue', 'each'],
		['missingMetadataValue', 'key-column'],
	);
	reports('# @each ./a.csv\n# @«each» ./b.csv\nGET /x', ['repeatedMetadata', 'each']);
	reports('@a = b\n# @each «./{{a}}.csv»\nGET /x', 'variableInMetadata');
	reports('# @each ./a.csv\nGET /x/«{{a b}}»', ['invalidVariable', 'a b']);
	reports('# @«flavour» sweet\nGET /x', 'unknownMetadata');
	reports('# @«__proto__» x\n# @«constructor»\nGET /x', 'unknownMetadata', 'unknownMetadata');
	reports('# @«account»\nGET /x', 'missingMetadataValue');
	reports('# @account a\n# @«account» b\nGET /x', 'repeatedMetadata');
	reports('# @account a\n# @«Account» b\nGET /x', ['repeatedMetadata', 'account']);
	reports('# @«acount» b\n// @«Acc-ounts» b\nGET /x', 'misspeltMetadata', 'misspeltMetadata');
	reports('# @«amount» in cents\n# @«see» b\nGET /x', 'unknownMetadata', 'unknownMetadata');
	for (const slip of ['keys', 'kye', 'nte', 'disable', 'Notes', 'no-logs', 'nolg']) {
		reports(`# @«${slip}» b\nGET /x`, 'misspeltMetadata');
	}
	for (const word of ['ken', 'Kay', 'hey', 'node', 'Nate', 'none', 'not', 'noted', 'key1', 'note2']) {
		reports(`# @«${word}» b\nGET /x`, 'unknownMetadata');
	}
	// Variables that were commented out.
	for (const definition of ['«key2» = abc', '«note1»=x', '«keys» = 5']) {
		reports(`# @${definition}\nGET /x`, 'unknownMetadata');
	}
	reports('# @«acount» = b\nGET /x', 'misspeltMetadata');
	reports('# @NAME a\n# @Account b\n// @kEy c\nGET /x');
	reports('@a = 1\n# @account «{{a}}»\nGET /x', 'variableInMetadata');
	reports('# @name a\nGET /x\n###\n# @name «a»\nGET /x', 'duplicateName');
	reports('# @name a\nGET /x\n###\n# @key a\n# @description a\n# @Name «a»\nGET /x', 'duplicateName');
});
