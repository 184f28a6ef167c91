// PouchDB on LevelDB, at both ends of a line: node pouchdb.mjs serve FOLDER | fill FOLDER < LINES | turns FOLDER URL.
// "turns" takes a word a line and answers each with the microseconds that it took: replicate, edit.

import express from 'express';
import expressPouchdb from 'express-pouchdb';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import PouchDB from 'pouchdb';

const [what, folder, url] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const BATCH = 500;

if (what === 'serve') {
  const app = express();
  app.use('/', expressPouchdb(PouchDB.defaults({ prefix: join(folder, '/') }), { mode: 'minimumForPouchDB', configPath: join(folder, 'config.json'), logPath: join(folder, 'log.txt') }));
  const server = app.listen(0, '127.0.0.1', () => console.log(`listening on 127.0.0.1:${server.address().port}`));
} else if (what === 'fill') {
  const database = new PouchDB(join(folder, 'local'));
  let batch = [];
  let number = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    batch.push({ _id: String(number++).padStart(8, '0'), content: JSON.parse(line) });
    if (batch.length === BATCH) await database.bulkDocs(batch.splice(0));
  }
  await database.bulkDocs(batch);
  await database.close();
  console.log('filled');
} else {
  const local = new PouchDB(join(folder, 'local'));
  const remote = new PouchDB(`${url}/articles`);
  const replicate = () => local.replicate.to(remote, { batch_size: BATCH });
  const turns = {
    replicate,
    async edit() {
      const document = await local.get('00000000');
      document.content.title += ' nữa';
      await local.put(document);
      return replicate();
    },
  };
  console.log('ready');
  for await (const line of createInterface({ input: process.stdin })) {
    const begin = process.hrtime.bigint();
    await turns[line]();
    console.log(String((process.hrtime.bigint() - begin) / 1000n));
  }
}
