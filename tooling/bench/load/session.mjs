// @ts-check
import { wrongAnswer } from '../scim-client.mjs';
import {
  addMembers,
  byDisplayName,
  byUserName,
  group,
  groupName,
  removeMember,
  user,
  userName,
} from './entra.mjs';
/** @import { Answer, ScimClient } from '../scim-client.mjs' */
/** @import { Recorder } from '../recorder.mjs' */

/** One in so many changes is read back. */
const READ_BACK = 20;

/**
 * What one client does with one tenant, and what it knows of it. Every answer is checked; one that is wrong throws.
 */
export class Session {
  /** The ids of the users that this client created, by their numbers. @type {string[]} */
  users = [];
  /** The ids of its groups. @type {string[]} */
  groups = [];
  #client;
  #record;

  /**
   * @param {ScimClient} client
   * @param {Recorder} record
   * @param {{ disabledAs?: 'False' | false }} [dialect] what Entra sends for `active`; some libraries take a boolean only
   */
  constructor(client, record, { disabledAs = 'False' } = {}) {
    this.#client = client;
    this.#record = record;
    this.disabledAs = disabledAs;
  }

  /**
   * The same tenant, with the requests from now on noted elsewhere.
   *
   * @param {Recorder} record
   */
  notedIn(record) {
    this.#record = record;
  }

  /**
   * @param {string} operation what it is noted as
   * @param {Parameters<ScimClient['send']>} request
   */
  async #ask(operation, ...request) {
    const answer = await this.#client.send(...request);
    this.#record.note(operation, answer.ms);
    return answer;
  }

  /** @param {number} at */
  async create(at) {
    const body = user(at);
    const answer = expectStatus(await this.#ask('create user', 'POST', '/Users', body), 201);
    const { id, userName, name, externalId } = answer.json ?? {};
    if (
      typeof id !== 'string' ||
      id === '' ||
      userName !== body.userName ||
      externalId !== body.externalId ||
      name?.familyName !== body.name.familyName
    )
      throw wrongAnswer(answer, `the user ${body.userName} with an id`);
    this.users[at] = id;
  }

  /** @param {number} at a user that was created */
  async find(at) {
    const answer = await this.#list('look user up', byUserName(userName(at)), 1);
    if (answer.json.Resources[0].id !== this.#userId(at))
      throw wrongAnswer(answer, `the user ${this.#userId(at)}`);
  }

  /** @param {string} name of nobody */
  findNobody(name) {
    return this.#list('look nobody up', byUserName(name), 0);
  }

  /** A taken userName is refused, and lookups do not mind the case. @param {number} at */
  async checkUnique(at) {
    expectStatus(await this.#client.send('POST', '/Users', user(at)), 409);
    expectFound(await this.#client.send('GET', byUserName(userName(at).toUpperCase())), 1);
  }

  /**
   * @param {number} at
   * @param {string} operation what it is noted as
   * @param {object} body
   * @param {(json: any) => boolean} shows whether a user shows the change
   */
  async change(at, operation, body, shows) {
    const path = `/Users/${this.#userId(at)}`;
    const answer = expectStatus(await this.#ask(operation, 'PATCH', path, body), 200, 204);
    if (answer.status === 200 && !shows(answer.json)) throw wrongAnswer(answer, 'the changed user');
    if (at % READ_BACK !== 0) return;
    const read = expectStatus(await this.#ask('read user', 'GET', path), 200);
    const kept = read.json?.userName === userName(at) && read.json.id === this.#userId(at);
    if (!kept || !shows(read.json)) throw wrongAnswer(read, 'the changed user');
  }

  /** @param {number} at */
  async remove(at) {
    const path = `/Users/${this.#userId(at)}`;
    expectStatus(await this.#ask('delete user', 'DELETE', path), 204);
    if (at % READ_BACK !== 0) return;
    expectStatus(await this.#client.send('GET', path), 404);
    expectFound(await this.#client.send('GET', byUserName(userName(at))), 0);
  }

  /** @param {number} at */
  async createGroup(at) {
    await this.#list('look no group up', byDisplayName(groupName(at)), 0);
    const answer = expectStatus(await this.#ask('create group', 'POST', '/Groups', group(at)), 201);
    const { id, displayName } = answer.json ?? {};
    if (typeof id !== 'string' || id === '' || displayName !== groupName(at))
      throw wrongAnswer(answer, `the group ${groupName(at)} with an id`);
    this.groups[at] = id;
  }

  /** @param {number} at */
  async findGroup(at) {
    const answer = await this.#list('look group up', byDisplayName(groupName(at)), 1);
    const { id, members } = answer.json.Resources[0];
    if (id !== this.groups[at] || members !== undefined)
      throw wrongAnswer(answer, `the group ${this.groups[at]} without members`);
  }

  /**
   * @param {number} at
   * @param {readonly string[]} ids
   * @param {string} [operation] what it is noted as
   */
  async join(at, ids, operation = ids.length === 1 ? 'add 1 member' : 'add members') {
    expectStatus(
      await this.#ask(operation, 'PATCH', `/Groups/${this.groups[at]}`, addMembers(ids)),
      200,
      204,
    );
  }

  /**
   * @param {number} at
   * @param {string} id
   * @param {string} [operation] what it is noted as
   */
  async leave(at, id, operation = 'remove 1 member') {
    expectStatus(
      await this.#ask(operation, 'PATCH', `/Groups/${this.groups[at]}`, removeMember(id)),
      200,
      204,
    );
  }

  /**
   * @param {number} at
   * @param {readonly string[]} ids whom it has, and nobody else
   * @param {string} [operation] what it is noted as
   */
  async readMembers(at, ids, operation = 'read group') {
    const answer = expectStatus(await this.#ask(operation, 'GET', `/Groups/${this.groups[at]}`), 200);
    /** @type {{ value: string }[]} */
    const members = answer.json?.members ?? [];
    const found = new Set(members.map(({ value }) => value));
    if (members.length !== ids.length || ids.some((id) => !found.has(id)))
      throw wrongAnswer(answer, `${ids.length} members; it has ${members.length}`);
  }

  /**
   * @param {number} startIndex
   * @param {number} count
   * @param {number} total how many users there are
   * @param {string} [operation] what it is noted as
   * @returns {Promise<readonly string[]>} the ids on the page
   */
  async page(startIndex, count, total, operation = `read page of ${count}`) {
    const path = `/Users?startIndex=${startIndex}&count=${count}`;
    const answer = expectStatus(await this.#ask(operation, 'GET', path), 200);
    /** @type {{ id: string, userName: string }[]} */
    const resources = answer.json?.Resources ?? [];
    const wanted = Math.max(0, Math.min(count, total - startIndex + 1));
    const complete = resources.every(
      ({ id, userName }) => typeof id === 'string' && typeof userName === 'string',
    );
    if (answer.json?.totalResults !== total || resources.length !== wanted || !complete)
      throw wrongAnswer(answer, `${wanted} of ${total} users; there are ${resources.length}`);
    return resources.map(({ id }) => id);
  }

  /** How many users the tenant has. */
  async total() {
    const answer = expectStatus(await this.#client.send('GET', '/Users?startIndex=1&count=1'), 200);
    return Number(answer.json?.totalResults);
  }

  /**
   * @param {string} operation
   * @param {string} path
   * @param {0 | 1} wanted
   */
  async #list(operation, path, wanted) {
    return expectFound(await this.#ask(operation, 'GET', path), wanted);
  }

  /** @param {number} at */
  #userId(at) {
    const id = this.users[at];
    if (id === undefined) throw new Error(`This session has not created user ${at}.`);
    return id;
  }
}

/**
 * @param {Answer} answer
 * @param {readonly number[]} statuses
 */
function expectStatus(answer, ...statuses) {
  if (!statuses.includes(answer.status)) throw wrongAnswer(answer, `status ${statuses.join(' or ')}`);
  return answer;
}

/**
 * @param {Answer} answer
 * @param {0 | 1} wanted
 */
function expectFound(answer, wanted) {
  expectStatus(answer, 200);
  const { totalResults, Resources = [] } = answer.json ?? {};
  if (totalResults !== wanted || Resources.length !== wanted)
    throw wrongAnswer(answer, `a list of ${wanted}`);
  return answer;
}
