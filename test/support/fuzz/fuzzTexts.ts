import type { Random } from '../random';

/** Of a text, in UTF-16 code units. */
const textLength = 100_000;

/** What the languages that are read consist of: scratchpads, JSON, JSONPath, curl, .env, links, HTTP. */
const tokens = [
	...['{{', '}}', '{', '}', '[', ']', '(', ')', '<', '>', '"', "'", '`', '\\', '\\"', "\\'", '\n', '\r\n', ' ', '\t'],
	...[
		'###',
		'###\n',
		'# ',
		'#',
		'//',
		'// note\n',
		'# note\n',
		'@',
		'=',
		'&',
		'?',
		'%',
		'%3d',
		'%2e',
		':',
		',',
		';',
		'-',
		'+',
		'*',
		'.',
		'..',
		'/',
	],
	...[
		'# @name a\n',
		'# @ref a\n',
		'# @prompt b\n',
		'# @timeout 5 s\n',
		'# @title c\n',
		'# @account acme\n',
		'# @forceRef a\n',
	],
	...[
		'@a = {{b}}\n',
		'@b = {{a}}\n',
		'@c = {{a}}{{b}}\n',
		'@a=1\n',
		'@d = {{d}}\n',
		'import ./a\n',
		'run #a (@b=1, @c=2)\n',
		'run ./x.http\n',
	],
	...[
		'GET crm/lead/list\n',
		'POST https://acme.flowlu.com/api/v1/module/crm/lead/create\n',
		'GET x/y?a={{a}}\n',
		'\n\n',
		'\n    ',
		'HTTP/1.1',
		'get ',
	],
	...[
		'Content-Type: application/json\n',
		'Content-Type: multipart/form-data; boundary=x\n',
		'Content-Type: application/x-www-form-urlencoded\n',
	],
	...[
		'Authorization: Basic ',
		'Cookie: a=b\n',
		'--x\n',
		'--x--',
		'a=b&',
		'X: {{',
		'< ./f',
		'<@latin1 ./f\n',
		'> {%',
		'%}',
		'?? status == 200\n',
		'gql ',
	],
	...['curl https://a.b/c ', "-d 'a=b' ", '-H "X: y" ', '--data-urlencode ', '-F a=@b ', '$', '${', '$(', "$'", '\\\n'],
	...[
		"{{$datetime '",
		'{{$datetime "',
		'{{$random.integer(',
		'{{$randomInt ',
		'{{$processEnv ',
		'{{$dotenv ',
		'$timestamp -1 d',
		'[[',
		'YYYY',
	],
	...[
		'{{a.response.body.$',
		'{{a.response.headers.',
		'.response',
		'[?',
		'@.a',
		'==',
		'&&',
		'||',
		'!',
		"search(@.a,'",
		'(a+)+',
		'[*]',
		'[0,0]',
		'["a"]',
		'[-1]',
		'[::2]',
	],
	...[
		'{"error":',
		'"error_code":',
		'"error_msg":',
		'"error_details":',
		'"response":',
		'"items":[',
		'"total":',
		'null',
		'true',
		'-1e9',
		'0.0',
		'1',
		'"a":',
		'"\\u002B"',
	],
	...[
		'\0',
		'\u2028',
		'\u00a0',
		'\ufeff',
		'\ud800',
		'é',
		'😀',
		'я',
		'\x03',
		'\v',
		'a',
		'b',
		'A',
		'password',
		'api_key=',
		'token',
		'<!doctype html>',
		'&#x2F;',
	],
	...[
		'export ',
		'KEY=',
		'KEY: ',
		'$shared',
		'"dev":{',
		'filter[a]=',
		'order_by[asc][]=',
		'cf_2[]=',
		'customfields',
		'1;',
		'a[b][',
	],
] as const;

/** A text that is made to take long: a few tokens again and again, brackets in one another, or anything behind anything. */
export function hostileText(random: Random, length = textLength): string {
	const some = (most: number): string =>
		Array.from({ length: random.below(most + 1) }, () => random.pick(tokens) ?? '').join('');
	const start = some(4);
	const end = some(4);
	const room = Math.max(0, length - start.length - end.length);
	switch (random.below(5)) {
		case 0:
		case 1:
			return start + filled(() => some(3) || 'a', room, true) + end;
		case 2: {
			const [open, close] = [some(2) || '[', some(2) || ']'];
			return start + filled(() => open, room / 2, true) + some(1) + filled(() => close, room / 2, true) + end;
		}
		case 3: {
			const unit = some(2) || 'a';
			return start + filled(() => unit, room / 2, true) + some(3) + filled(() => some(2) || ' ', room / 2, true) + end;
		}
		default:
			return start + filled(() => random.pick(tokens) ?? '', room, false) + end;
	}
}

/** @param isSame whether one piece is repeated, or a new one is made each time */
function filled(make: () => string, length: number, isSame: boolean): string {
	if (isSame) {
		const piece = make();
		return piece.repeat(Math.floor(length / piece.length));
	}
	const pieces: string[] = [];
	for (let size = 0; size < length;) {
		const piece = make();
		pieces.push(piece);
		size += piece.length;
	}
	return pieces.join('').slice(0, length);
}
