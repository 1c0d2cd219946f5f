import assert from 'node:assert/strict';
import { suite, suiteSetup, test } from 'mocha';
import { type IGrammar, INITIAL } from 'vscode-textmate';
import { loadHttpGrammar } from './httpGrammar';

let grammar: IGrammar | null = null;

suite('grammar of headers', () => {
	const lines: readonly (readonly [line: string, ...tokens: string[]])[] = [
		['GET https://a.b/c?d=1', 'GET → keyword.other.method', 'https://a.b/c?d=1 → string.unquoted.url'],
		[
			'X-Echo: GET x',
			'X-Echo → entity.other.attribute-name.header',
			': → punctuation.separator.key-value',
			'GET x → string.unquoted.header',
		],
		[''],
		['#   DNS lookup: 1 ms', '# → punctuation.definition.comment', 'DNS lookup: 1 ms → comment.line'],
		['404 Not Found', '404 → constant.numeric.status', 'Not Found → keyword.other.reason'],
		['200', '200 → constant.numeric.status'],
	];
	for (const [line, ...tokens] of lines) {
		test(`colours ${line === '' ? 'nothing of an empty line' : line}`, async () => {
			const headers = await loadHttpGrammar('flowlu-headers');
			assert.ok(headers);
			const found = headers
				.tokenizeLine(line, INITIAL)
				.tokens.map(({ startIndex, endIndex, scopes }) => [
					line.slice(startIndex, endIndex).trim(),
					(scopes.at(-1) ?? '').replace('.flowlu-headers', ''),
				])
				.filter(([text]) => text !== '');
			assert.deepEqual(
				found.map(parts => parts.join(' → ')),
				tokens,
			);
		});
	}
});

suite('http grammar', () => {
	suiteSetup(async () => {
		grammar = await loadHttpGrammar();
	});

	/** Each line is followed by its tokens: text → the innermost scope, without the language; blanks left out. */
	function tokens(name: string, ...lines: readonly (readonly [line: string, ...scopes: string[]])[]): void {
		test(name, () => {
			let state = INITIAL;
			const found = lines.map(([line]) => {
				assert.ok(grammar);
				const result = grammar.tokenizeLine(line, state);
				state = result.ruleStack;
				return [
					line,
					...result.tokens
						.map(({ startIndex, endIndex, scopes }) => [
							line.slice(startIndex, endIndex).trim(),
							(scopes.at(-1) ?? '').replace('.flowlu-http', ''),
						])
						.filter(([text]) => text !== '')
						.map(([text, scope]) => `${text ?? ''} → ${scope ?? ''}`),
				];
			});
			assert.deepEqual(found, lines);
		});
	}

	tokens(
		'curl commands',
		[
			"curl -X POST 'https://a.b/{{c}}' \\",
			'curl → keyword.other.method',
			'-X → variable.parameter.option',
			'POST → meta.curl',
			"' → string.quoted.single",
			'https://a.b/ → string.quoted.single',
			'{{ → punctuation.definition.template-expression.begin',
			'c → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
			"' → string.quoted.single",
			'\\ → punctuation.separator.continuation',
		],
		[
			'  --json "a\\"b" --x',
			'--json → variable.parameter.option',
			'" → string.quoted.double',
			'a → string.quoted.double',
			'\\" → constant.character.escape',
			'b → string.quoted.double',
			'" → string.quoted.double',
			'--x → variable.parameter.option',
		],
		['### next', '### → punctuation.definition.heading', 'next → entity.name.section'],
	);

	tokens(
		'separators, comments, metadata, definitions',
		[''],
		['### Leads of {{a}}', '### → punctuation.definition.heading', 'Leads of {{a}} → entity.name.section'],
		[''],
		['#', '# → punctuation.definition.comment'],
		['// a comment', '// → punctuation.definition.comment', 'a comment → comment.line'],
		[
			'# @name leads',
			'# → punctuation.definition.comment',
			'@name → storage.type.metadata',
			'leads → entity.name.type.metadata',
		],
		[
			'// @key = Sales team',
			'// → punctuation.definition.comment',
			'@key → storage.type.metadata',
			'= → keyword.operator.assignment',
			'Sales team → entity.name.type.metadata',
		],
		[
			'@host = https://{{name}}.flowlu.com',
			'@ → punctuation.definition.variable',
			'host → variable.other.definition',
			'= → keyword.operator.assignment',
			'https:// → string.unquoted.value',
			'{{ → punctuation.definition.template-expression.begin',
			'name → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
			'.flowlu.com → string.unquoted.value',
		],
		['import ./other.http', 'import → keyword.control.directive', './other.http → string.unquoted.path'],
		['run #Log in (again)', 'run → keyword.control.directive', '#Log in (again) → string.unquoted.path'],
		[
			'run ./a b.http (@host = {{other}}, @size=20)',
			'run → keyword.control.directive',
			'./a b.http → string.unquoted.path',
			'( → punctuation.section.parameters.begin',
			'@ → punctuation.definition.variable',
			'host → variable.other.definition',
			'= → keyword.operator.assignment',
			'{{ → punctuation.definition.template-expression.begin',
			'other → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
			', → punctuation.separator.parameter',
			'@ → punctuation.definition.variable',
			'size → variable.other.definition',
			'= → keyword.operator.assignment',
			'20 → string.unquoted.value',
			') → punctuation.section.parameters.end',
		],
		[''],
		[
			'# @account acme',
			'# → punctuation.definition.comment',
			'@account → storage.type.metadata',
			'acme → entity.name.type.metadata',
		],
		[''],
		[
			'{{host}}/x',
			'{{ → punctuation.definition.template-expression.begin',
			'host → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
			'/x → string.unquoted.url',
		],
	);

	tokens(
		'a request with a query over lines',
		[
			'GET https://acme.flowlu.com/crm/lead/list?page=1&a={{b}} HTTP/1.1',
			'GET → keyword.other.method',
			'https → keyword.other.scheme',
			':// → punctuation.separator.scheme',
			'acme.flowlu.com → entity.name.host',
			'/crm/lead/list → string.unquoted.url',
			'? → punctuation.separator.parameter',
			'page → variable.parameter.query',
			'= → keyword.operator.assignment',
			'1 → string.unquoted.url',
			'& → punctuation.separator.parameter',
			'a → variable.parameter.query',
			'= → keyword.operator.assignment',
			'{{ → punctuation.definition.template-expression.begin',
			'b → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
			'HTTP/1.1 → constant.other.version',
		],
		['# all of them', '# → punctuation.definition.comment', 'all of them → comment.line'],
		[
			'  &limit=100',
			'& → punctuation.separator.parameter',
			'limit → variable.parameter.query',
			'= → keyword.operator.assignment',
			'100 → string.unquoted.url',
		],
		[
			'  &fields=id,name',
			'& → punctuation.separator.parameter',
			'fields → variable.parameter.query',
			'= → keyword.operator.assignment',
			'id,name → string.unquoted.url',
		],
		[
			'Accept: application/json',
			'Accept → entity.other.attribute-name.header',
			': → punctuation.separator.key-value',
			'application/json → string.unquoted.header',
		],
		[
			'X-{{a}}: {{ b }}, c',
			'X- → entity.other.attribute-name.header',
			'{{ → punctuation.definition.template-expression.begin',
			'a → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
			': → punctuation.separator.key-value',
			'{{ → punctuation.definition.template-expression.begin',
			'b → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
			', c → string.unquoted.header',
		],
		['  d', 'd → string.unquoted.continuation'],
		[
			'{{header}}',
			'{{ → punctuation.definition.template-expression.begin',
			'header → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
		],
		['### next', '### → punctuation.definition.heading', 'next → entity.name.section'],
		['post crm/lead/list', 'post → keyword.other.method', 'crm/lead/list → string.unquoted.url'],
		['###', '### → punctuation.definition.heading'],
		['/crm/lead/list#part', '/crm/lead/list → string.unquoted.url', '#part → comment.fragment'],
		['###', '### → punctuation.definition.heading'],
		[
			'GET {{host}}/crm',
			'GET → keyword.other.method',
			'{{ → punctuation.definition.template-expression.begin',
			'host → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
			'/crm → string.unquoted.url',
		],
	);

	tokens(
		'a JSON body, left at the separator though it is open',
		['POST /x', 'POST → keyword.other.method', '/x → string.unquoted.url'],
		[''],
		[
			'{"a": {{b}},',
			'{ → json.object',
			'"a" → json.string',
			': → json.other',
			'{{ → punctuation.definition.template-expression.begin',
			'b → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
			', → json.other',
		],
		['# no', '# → punctuation.definition.comment', 'no → comment.line'],
		['"c": {', '"c" → json.string', ': → json.other', '{ → json.object'],
		['###', '### → punctuation.definition.heading'],
		['GET /x', 'GET → keyword.other.method', '/x → string.unquoted.url'],
	);

	tokens(
		'JSON, then a handler',
		['POST /x', 'POST → keyword.other.method', '/x → string.unquoted.url'],
		[''],
		['{}', '{ → json.object', '} → json.object'],
		[
			'> {% client.log(1) %}',
			'> → keyword.control.directive',
			'{% → punctuation.section.embedded.begin',
			'client.log(1) → meta.script',
			'%} → punctuation.section.embedded.end',
		],
		['> {%', '> → keyword.control.directive', '{% → punctuation.section.embedded.begin'],
		['if (a) { b }', 'if (a) { b } → meta.script'],
		['%}', '%} → punctuation.section.embedded.end'],
		['>> out.json', '>> → keyword.control.directive', 'out.json → string.unquoted.path'],
		[
			'?? status == 200',
			'?? → keyword.control.directive',
			'status → support.function.check',
			'== → keyword.operator.comparison',
			'200 → string.unquoted.value',
		],
		[
			'?? header content-type contains {{type}}',
			'?? → keyword.control.directive',
			'header → support.function.check',
			'content-type → variable.other.property',
			'contains → keyword.operator.comparison',
			'{{ → punctuation.definition.template-expression.begin',
			'type → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
		],
		[
			'?? $.items[?@.a == 1].id exists',
			'?? → keyword.control.directive',
			'$.items[?@.a == 1].id → variable.other.property',
			'exists → keyword.operator.comparison',
		],
		['> {% open', '> → keyword.control.directive', '{% → punctuation.section.embedded.begin', 'open → meta.script'],
		['### next', '### → punctuation.definition.heading', 'next → entity.name.section'],
	);

	tokens(
		'a form',
		['POST /x', 'POST → keyword.other.method', '/x → string.unquoted.url'],
		[''],
		[
			' name = Acme {{n}} & type=2',
			'name → variable.parameter.form',
			'= → keyword.operator.assignment',
			'Acme → string.unquoted.form',
			'{{ → punctuation.definition.template-expression.begin',
			'n → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
			'& → punctuation.separator.parameter',
			'type → variable.parameter.form',
			'= → keyword.operator.assignment',
			'2 → string.unquoted.form',
		],
		[
			'&cf_1[]=1',
			'& → punctuation.separator.parameter',
			'cf_1[] → variable.parameter.form',
			'= → keyword.operator.assignment',
			'1 → string.unquoted.form',
		],
		['# no', '# → punctuation.definition.comment', 'no → comment.line'],
		[''],
		['&b=', '& → punctuation.separator.parameter', 'b → variable.parameter.form', '= → keyword.operator.assignment'],
	);

	tokens(
		'other bodies',
		['POST /x', 'POST → keyword.other.method', '/x → string.unquoted.url'],
		[''],
		['< ./file.json', '< → keyword.control.directive', './file.json → string.unquoted.path'],
		['<a href="b">', '<a href="b"> → meta.body'],
		[
			'text {{a}}',
			'text → meta.body',
			'{{ → punctuation.definition.template-expression.begin',
			'a → variable.other.readwrite',
			'}} → punctuation.definition.template-expression.end',
		],
	);
});
