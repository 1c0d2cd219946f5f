import { type CodeRequest, headerValues, variableNames } from './codeRequest';
import { bracedEscape, literal, type LiteralSyntax } from './literals';

const syntax: LiteralSyntax = { special: '$', escape: bracedEscape };

export function phpCurl({ method, url, headers, body, credential }: CodeRequest): string {
	const options = [
		method === 'HEAD' ? 'CURLOPT_NOBODY => true' : `CURLOPT_CUSTOMREQUEST => ${text(method)}`,
		...(headers.length === 0
			? []
			: [`CURLOPT_HTTPHEADER => [\n${headers.map(header => `        ${text(line(header))},`).join('\n')}\n    ]`]),
		...(credential === 'accessToken' ? [`CURLOPT_USERPWD => "bearer:" . getenv("${variableNames.accessToken}")`] : []),
		...(body === undefined ? [] : [`CURLOPT_POSTFIELDS => ${text(body)}`]),
		'CURLOPT_RETURNTRANSFER => true',
	];
	return `<?php
$curl = curl_init(${address(url, credential)});
curl_setopt_array($curl, [
${options.map(option => `    ${option},`).join('\n')}
]);
$response = curl_exec($curl);
if ($response === false) {
    throw new RuntimeException(curl_error($curl));
}
echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), " ", $response, PHP_EOL;
`;
}

/** curl sends a header without a value only with a semicolon, and takes one with a colon off. */
function line([name, value]: CodeRequest['headers'][number]): string {
	return value === '' ? `${name};` : `${name}: ${value}`;
}

export function guzzle({ method, url, headers, body, credential }: CodeRequest): string {
	const options = [
		...(headers.length === 0 ? [] : [`"headers" => [\n${headerLines(headers)}\n    ]`]),
		...(credential === 'accessToken' ? [`"auth" => ["bearer", getenv("${variableNames.accessToken}")]`] : []),
		...(body === undefined ? [] : [`"body" => ${text(body)}`]),
		'"http_errors" => false',
	];
	return `<?php
require "vendor/autoload.php";

$client = new GuzzleHttp\\Client();
$response = $client->request(${text(method)}, ${address(url, credential)}, [
${options.map(option => `    ${option},`).join('\n')}
]);
echo $response->getStatusCode(), " ", $response->getBody(), PHP_EOL;
`;
}

function headerLines(headers: CodeRequest['headers']): string {
	return headerValues(headers)
		.map(([name, values]) => `        ${text(name)} => [${values.map(text).join(', ')}],`)
		.join('\n');
}

function address(url: string, credential: CodeRequest['credential']): string {
	return credential === 'apiKey' ? `${text(url)} . rawurlencode(getenv("${variableNames.apiKey}"))` : text(url);
}

function text(value: string): string {
	return literal(value, syntax);
}
