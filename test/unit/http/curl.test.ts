import fc from 'fast-check';
import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { type CommandBody, type CommandRequest, commandText } from '../../../src/http/curl/commandText';
import type { CurlRefusal } from '../../../src/http/curl/refusal';
import { requestTextOf } from '../../../src/http/curl/requestText';
import { parseDocument } from '../../../src/http/document/parse';
import type { HttpRequest } from '../../../src/net/http';
import { runs } from '../../support/runs';

function reads(command: string, ...lines: readonly string[]): void {
	test(command, () => {
		const reading = requestTextOf(command);
		assert.deepEqual(reading.ok ? reading.text.split('\n') : reading.refusal, lines);
	});
}

/** @param underlined all of the command where nothing is given */
function refuses(command: string, code: CurlRefusal['code'], detail = '', underlined = command): void {
	test(command, () => {
		const reading = requestTextOf(command);
		const refusal = reading.ok ? undefined : reading.refusal;
		const { start, end } = refusal?.span ?? { start: 0, end: command.length };
		assert.deepEqual(
			[refusal?.code, refusal?.detail, command.slice(start, end)],
			[code, detail, underlined],
			reading.ok ? reading.text : undefined,
		);
	});
}

const form = 'Content-Type: application/x-www-form-urlencoded';
const json = 'Content-Type: application/json';

suite('curl commands as requests', () => {
	reads('curl https://a.b/c', 'GET https://a.b/c');
	reads('curl a.b/c', 'GET http://a.b/c');
	reads('curl https://a.b/{{$guid}}/{{$timestamp}}', 'GET https://a.b/{{$guid}}/{{$timestamp}}');
	reads(
		'curl "https://{{h}}/c?x={{$guid}}&y={{$random.integer(1, 9)}}"',
		'GET https://{{h}}/c?x={{$guid}}&y={{$random.integer(1, 9)}}',
	);
	refuses('curl "https://a.b/${{x}}"', 'curlShell', '${', '${');
	refuses('curl "https://a.b/{{$x"', 'curlShell', '$x', '$x');
	reads("curl 'https://a.b/c?filter[active]=1&x={{x}}'", 'GET https://a.b/c?filter[active]=1&x={{x}}');
	reads('curl -sSL --compressed -o out.json https://a.b', 'GET https://a.b');
	reads('curl -X DELETE https://a.b', 'DELETE https://a.b');
	reads('curl -XPUT --request PATCH https://a.b', 'PATCH https://a.b');
	reads('curl -I https://a.b', 'HEAD https://a.b');
	reads('curl https://a.b \\\n  -H \'A: b c\' \\\r\n  --header "C:\\"d\\""', 'GET https://a.b', 'A: b c', 'C: "d"');
	reads(
		"curl https://a.b -H 'X-Empty;' -A me -e x -b 'a=b'",
		'GET https://a.b',
		'X-Empty: ',
		'User-Agent: me',
		'Referer: x',
		'Cookie: a=b',
	);
	reads('curl -m 5 https://a.b', '# @timeout 5 s', 'GET https://a.b');
	reads("curl https://a.b -d 'a=1&b=x+y' -d c=%26", 'POST https://a.b', form, '', 'a=1', 'b=x y', 'c=%26');
	reads(
		"curl https://a.b --data-urlencode 'a=x & y' --data-urlencode b=",
		'POST https://a.b',
		form,
		'',
		'a=x %26 y',
		'b=',
	);
	reads("curl -G https://a.b?x=1 -d 'a=1' --data-urlencode 'b=ä'", 'GET https://a.b?x=1&a=1&b=ä');
	reads(
		"curl 'https://a.b/%D0%96%20x?q=A%20%26%20%22B%22%20&f%5Ba%5D=%c3%a4#%C3%A4'",
		'GET https://a.b/Ж%20x?q=A %26 "B" &f%5Ba%5D=%c3%a4#%C3%A4',
	);
	reads(
		"curl https://a.b -d 'filter%5Bx%5D=%20%7B%7By%7D%7D%20%C3%A4%2B%31x%FF'",
		'POST https://a.b',
		form,
		'',
		'filter[x]=%20%7B%7By%7D%7D ä%2B%31x%FF',
	);
	reads(`curl https://a.b -H '${json}' -d '{"a": "it'"'"'s"}'`, 'POST https://a.b', json, '', `{"a": "it's"}`);
	reads(`curl https://a.b -H '${json}' -d $'{\\n"a": "\\u00e9"}'`, 'POST https://a.b', json, '', '{', '"a": "é"}');
	reads(`curl https://a.b --json '{"a":1}'`, 'POST https://a.b', json, 'Accept: application/json', '', '{"a":1}');
	reads('curl https://a.b --json @x.json', 'POST https://a.b', json, 'Accept: application/json', '', '< x.json');
	reads(
		`curl https://a.b -H 'Content-Type: text/csv' --data-binary @x.csv`,
		'POST https://a.b',
		'Content-Type: text/csv',
		'',
		'< x.csv',
	);
	reads(
		"curl https://a.b -F a=1 -F 'f=@dir/x.png;type=image/png' -F 't=<note.txt'",
		'POST https://a.b',
		'Content-Type: multipart/form-data; boundary=flowlu-part',
		'',
		...['--flowlu-part', 'Content-Disposition: form-data; name="a"', '', '1'],
		...[
			'--flowlu-part',
			'Content-Disposition: form-data; name="f"; filename="x.png"',
			'Content-Type: image/png',
			'',
			'< dir/x.png',
		],
		...['--flowlu-part', 'Content-Disposition: form-data; name="t"', '', '< note.txt', '--flowlu-part--'],
	);
	reads('curl "https://a.b/c?api_key=$FLOWLU_API_KEY"', 'GET https://a.b/c');
	reads('curl "https://a.b/c?x=1&api_key=${FLOWLU_API_KEY}&y=2"', 'GET https://a.b/c?x=1&y=2');
	reads('curl -u "bearer:$FLOWLU_ACCESS_TOKEN" https://a.b', 'GET https://a.b');
	reads('curl "https://a.b/\\$x"', 'GET https://a.b/$x');
});

suite('curl commands that are no requests', () => {
	refuses("curl 'https://a.b", 'curlOpenQuote', '', `'https://a.b`);
	refuses('curl https://a.b \\', 'curlOpenQuote', '', '\\');
	refuses('curl https://a.b\ncurl https://c.d', 'curlSeveralCommands', '', 'curl https://c.d');
	refuses('curl -s', 'curlNoAddress');

	test('what is longer than 100,000 characters', () => {
		const reading = requestTextOf(`curl https://a.b -d ${'a'.repeat(100_000)}`);
		assert.deepEqual(reading.ok || reading.refusal, { code: 'curlTooLong', detail: '' });
	});

	refuses('curl -X', 'curlMissingValue', '-X', '-X');
	refuses('curl https://a.b https://c.d', 'curlSeveralAddresses', '', 'https://c.d');
	refuses('curl https://a.b/[1-3]', 'curlRange', '', 'https://a.b/[1-3]');
	refuses("curl 'https://a.b/{x,y}'", 'curlRange', '', `'https://a.b/{x,y}'`);
	refuses('curl https://a.b?x=1&y=2', 'curlUnquoted', '&', '&');
	refuses('curl https://a.b | jq', 'curlUnquoted', '|', '|');
	refuses('curl https://a.b > out', 'curlUnquoted', '>', '>');
	refuses('curl https://a.b # later', 'curlShell', '#', '#');
	refuses('curl https://a.b/$ID', 'curlShell', '$ID', '$ID');
	refuses('curl "https://a.b/${ID}"', 'curlShell', '${ID', '${ID');
	refuses('curl "https://a.b/$(date)"', 'curlShell', '$(', '$(');
	refuses('curl "https://a.b/`date`"', 'curlShell', '`', '`');
	refuses('curl https://a.b -d "x=$FLOWLU_API_KEY"', 'curlShell', '$FLOWLU_API_KEY', '-d "x=$FLOWLU_API_KEY"');
	refuses('curl -x http://proxy https://a.b', 'curlOption', '-x', '-x');
	refuses('curl --proxy http://proxy https://a.b', 'curlOption', '--proxy', '--proxy');
	refuses('curl --s https://a.b', 'curlOption', '--s', '--s');
	refuses("curl -H 'Accept:' https://a.b", 'curlHeader', 'Accept:', `-H 'Accept:'`);
	refuses('curl -d @x https://a.b', 'curlFile', '@x', '-d @x');
	refuses('curl -d a=1 --data-binary @x https://a.b', 'curlFile', '@x', '--data-binary @x');
	refuses('curl -b jar https://a.b', 'curlFile', '-b', '-b jar');
	refuses(`curl -d '{"a":1}' https://a.b`, 'curlJsonAsForm', '', `-d '{"a":1}'`);
	refuses(`curl -H 'Content-Type: text/plain' -d $'a\\n### b' https://a.b`, 'curlUnwritable');
	refuses(`curl -H 'Content-Type: text/plain' -d $'a\\n# b\\nc' https://a.b`, 'curlUnwritable');
	refuses(`curl -H 'Content-Type: text/plain' -d $'a\\n' https://a.b`, 'curlUnwritable');
	refuses(`curl -H 'Content-Type: text/plain' -d '< secret' https://a.b`, 'curlUnwritable');
});

suite('curl commands of any text', () => {
	for (const [name, text] of Object.entries({
		'number signs': 'a#'.repeat(49_000),
		'open quotes': '"\\"'.repeat(20_000),
		dollars: `'${'$'.repeat(99_000)}'`,
		options: '-H "A: b" '.repeat(5000),
		pairs: `-d '${'a=b&'.repeat(24_000)}'`,
		blanks: ' '.repeat(99_000),
	})) {
		test(`take no longer than their length asks for: ${name}`, function () {
			// Quadratic reading of any of these takes minutes.
			this.timeout(5000);
			requestTextOf(`curl https://a.b ${text}`);
		});
	}

	test('are requests of the same meaning, or refused', function () {
		this.timeout(0);
		const word = fc.oneof(
			fc.constantFrom(
				...[
					'-d',
					'-X',
					'PUT',
					'-H',
					'"A: b"',
					'-F',
					"'a=@b;type=c'",
					'--json',
					"'{}'",
					'-G',
					'-u',
					'a:b',
					'-sSL',
					'-m',
					'5',
				],
				...[
					'https://a.b/c',
					"'https://a.b/c?d=[1]'",
					'$X',
					'"$FLOWLU_API_KEY"',
					'\\\n',
					'\n',
					'|',
					"$'\\u00e9\\n'",
					'a=1&b=2',
					'@f',
				],
			),
			fc.string({ unit: 'binary', maxLength: 12 }),
		);
		fc.assert(
			fc.property(fc.array(word, { maxLength: 10 }), fc.constantFrom('', '\\', "'", '$'), (words, end) => {
				const reading = requestTextOf(`curl ${words.join(' ')}${end}`);
				if (reading.ok) {
					const { blocks } = parseDocument(reading.text);
					assert.deepEqual(
						blocks.map(({ form, method, target }) => [form, method, target]),
						[['plain', reading.request.method.toUpperCase(), reading.request.url]],
					);
				}
			}),
			{ numRuns: runs(1000) },
		);
	});
});

const plain = { grant: 'apiKey', redact: (text: string) => text } as const;

function copied(
	request: CommandRequest,
	body: CommandBody | undefined,
	options: Parameters<typeof commandText>[2],
): string {
	const command = commandText(request, body, options);
	assert.ok(command.ok);
	return command.text;
}

suite('requests as curl commands', () => {
	test('name the credential, and never hold it', () => {
		const request: HttpRequest = { method: 'GET', url: 'https://a.b/c?x=[1]', headers: [['A', "it's"]], timeout: 2500 };
		assert.equal(
			copied(request, undefined, plain),
			`curl -g -X GET 'https://a.b/c?x=[1]&api_key='"$FLOWLU_API_KEY" \\\n  -H 'A: it'"'"'s' \\\n  -m 2.5`,
		);
		assert.equal(
			copied({ ...request, url: 'https://a.b/c', headers: [] }, { text: '{}' }, { ...plain, grant: 'password' }),
			`curl -X GET https://a.b/c \\\n  -u "bearer:$FLOWLU_ACCESS_TOKEN" \\\n  -m 2.5 \\\n  --data-raw '{}'`,
		);
	});

	test('redact all that the request says', () => {
		const secret = 'canary-5f0c1c1e';
		const text = copied(
			{ method: 'POST', url: `https://a.b/${secret}`, headers: [['A', secret]] },
			{ text: `{"a":"${secret}"}` },
			{ ...plain, redact: part => part.replaceAll(secret, '•••') },
		);
		assert.equal(text.includes(secret), false);
		assert.equal(text.match(/•••/gu)?.length, 3);
	});

	test('are read again as they were meant', () => {
		const text = "it's \\\\ and \\' !";
		const command = copied(
			{ method: 'PUT', url: 'https://a.b', headers: [['Content-Type', 'text/plain']] },
			{ text },
			plain,
		);
		const reading = requestTextOf(command);
		assert.ok(reading.ok);
		assert.deepEqual(reading.request.body, { kind: 'text', text });
	});
});
