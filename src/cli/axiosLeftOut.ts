// In the bundle this stands in the place of three packages that axios brings and the transport never uses: follow-redirects, as no redirect is followed,
// https-proxy-agent, as proxies are left to Node, and form-data, as every body is built before. With the table of all media types that the latter needs
// they would be a third of the program.
import http from 'node:http';
import https from 'node:https';

const withoutFollowing = { http, https };

export { withoutFollowing as default };
