// tus 1.0 at both ends of a line: node tus.mjs serve FOLDER | upload FILE URL.

import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { Upload } from 'tus-js-client';

const [what, path, url] = process.argv.slice(2);

if (what === 'serve') {
  const tus = new Server({ path: '/files', datastore: new FileStore({ directory: path }), relativeLocation: true });
  const server = createServer(tus.handle.bind(tus));
  server.listen(0, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${server.address().port}`));
} else {
  const begin = process.hrtime.bigint();
  await new Promise((resolve, reject) => {
    new Upload(createReadStream(path), {
      endpoint: `${url}/files`,
      uploadSize: statSync(path).size,
      chunkSize: Infinity,
      onSuccess: resolve,
      onError: reject,
    }).start();
  });
  console.log(String((process.hrtime.bigint() - begin) / 1000n));
  process.exit(0);
}
