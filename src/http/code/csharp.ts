import { type CodeRequest, variableNames } from './codeRequest';
import { literal, type LiteralSyntax, utf16Escape } from './literals';

const syntax: LiteralSyntax = { special: '', escape: utf16Escape };

/** Headers that .NET has with the body; elsewhere it refuses them. */
const contentHeaders =
	/^(?:allow|content-(?:disposition|encoding|language|length|location|md5|range|type)|expires|last-modified)$/iu;

export function csharp({ method, url, headers, body, credential }: CodeRequest): string {
	const ofBody = headers.filter(([name]) => body !== undefined && contentHeaders.test(name));
	const ofRequest = headers.filter(([name]) => !contentHeaders.test(name));
	const lines = [
		'using var client = new HttpClient();',
		`using var request = new HttpRequestMessage(new HttpMethod(${text(method)}), ${address(url, credential)});`,
		...ofRequest.map(([name, value]) => `request.Headers.TryAddWithoutValidation(${text(name)}, ${text(value)});`),
		...(credential === 'accessToken' ? [authorization] : []),
		...(body === undefined ? [] : [`request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(${text(body)}));`]),
		...ofBody.map(([name, value]) => `request.Content.Headers.TryAddWithoutValidation(${text(name)}, ${text(value)});`),
		'',
		'using var response = await client.SendAsync(request);',
		'Console.WriteLine($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");',
	];
	return `using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;

${lines.join('\n')}
`;
}

const authorization = `request.Headers.Authorization = new AuthenticationHeaderValue(
    "Basic",
    Convert.ToBase64String(Encoding.UTF8.GetBytes("bearer:" + Environment.GetEnvironmentVariable("${variableNames.accessToken}"))));`;

function address(url: string, credential: CodeRequest['credential']): string {
	return credential === 'apiKey'
		? `${text(url)} + Uri.EscapeDataString(Environment.GetEnvironmentVariable("${variableNames.apiKey}"))`
		: text(url);
}

function text(value: string): string {
	return literal(value, syntax);
}
