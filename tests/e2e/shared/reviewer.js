// Someone else at the portal, on another machine: over the portal's own protocol, since two windows of the app on one machine are one.
import { randomUUID } from 'node:crypto';
import { PASSWORD } from './programs.js';

/** A UUID in the form of version 7, which the portal asks for. */
const newId = () => `${Date.now().toString(16).padStart(12, '0').replace(/^(.{8})(.{4})$/, '$1-$2')}-7${randomUUID().slice(15)}`;

export class Reviewer {
  static async signsIn(portal, username) {
    const reviewer = new Reviewer();
    reviewer.portal = portal;
    reviewer.device = newId();
    const { token } = await reviewer.asks('POST', '/v1/session', { username, password: PASSWORD, device: reviewer.device, device_name: 'Máy khác' });
    reviewer.token = token;
    return reviewer;
  }

  async asks(method, path, body) {
    const headers = { 'banthao-protocol': '1', ...(body && { 'content-type': 'application/json' }), ...(this.token && { authorization: `Bearer ${this.token}` }) };
    const answer = await fetch(`${this.portal}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  /** Gives an article that waits for this person back to its author. */
  async sendsBack(article, reason) {
    const { changes } = await this.asks('GET', '/v1/pull?limit=200');
    const { stage } = changes.find((change) => change.article === article);
    const operation = { op_seq: 1, op_id: newId(), article, act: 'send_back', revision: stage.revision, content_hash: stage.content_hash, reason };
    const { receipts } = await this.asks('POST', '/v1/push', { device: this.device, ack_through: 0, operations: [operation] });
    if (receipts[0].outcome !== 'applied') throw new Error(`the portal says ${JSON.stringify(receipts)}`);
  }
}
