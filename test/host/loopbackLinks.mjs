// Makes links to other servers on loopback work in a VS Code that runs in a browser. That VS Code sends such links through a proxy of its own host,
// under another address than the page expects; the address that it is given here leads to the page itself.
import { createServer } from 'node:http';

/**
 * @returns {Promise<{ template: string, stop: () => void }>} `template`: for the variable VSCODE_PROXY_URI
 */
export function startLoopbackLinks() {
	const server = createServer((request, response) => {
		const { port, rest } = /^\/(?<port>\d{1,5})(?<rest>\/.*)?$/u.exec(request.url ?? '')?.groups ?? {};
		if (port === undefined || Number(port) > 65_535) {
			response.writeHead(404).end();
		} else {
			response.writeHead(302, { Location: `http://127.0.0.1:${port}${rest ?? '/'}` }).end();
		}
	});
	// It serves a VS Code and must not outlive it.
	server.unref();
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			resolve({
				template: `http://127.0.0.1:${port}/{{port}}`,
				stop: () => {
					server.close();
					server.closeAllConnections();
				},
			});
		});
	});
}
