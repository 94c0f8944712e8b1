// A browser without a window: keeps cookies, follows redirects, fills in the provider's login form.

const MOST_REDIRECTS = 20;
const MOST_PASSWORDS = 2;

export class Browser {
  #cookies = new Map();

  /** How often a password was typed. */
  passwords = 0;

  /** Opens an address and signs in where a form asks for it; gives the address at which the client gets the browser back. */
  async signIn(url, redirectUri, username, password) {
    let stop = await this.#follow(url, redirectUri);
    while (stop.page !== undefined && this.passwords < MOST_PASSWORDS) {
      this.passwords++;
      const form = formOf(stop);
      stop = await this.#follow(form.action, redirectUri, new URLSearchParams({ ...form.hidden, username, password }));
    }
    return backAt(stop);
  }

  /** Opens an address that leads back to the client without a page. */
  async signOut(url, returnUri) {
    return backAt(await this.#follow(url, returnUri));
  }

  /** Up to a page, or to an address that begins as given, which is not asked for. */
  async #follow(url, end, form) {
    let response = await this.#request(url, form);
    for (let hops = 0; response.status >= 300 && response.status < 400; hops++) {
      if (hops === MOST_REDIRECTS) {
        throw new Error(`redirects without end at ${url}`);
      }
      url = new URL(response.headers.get('location'), url);
      if (url.href.startsWith(end)) {
        return { url };
      }
      response = await this.#request(url);
    }
    return { url, status: response.status, page: await response.text() };
  }

  async #request(url, form) {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value, attributes] = /^([^=]+)=([^;]*)(.*)$/.exec(line);
      if (/max-age=0/i.test(attributes)) {
        this.#cookies.delete(name);
      } else {
        this.#cookies.set(name, value);
      }
    }
    return response;
  }
}

function backAt(stop) {
  if (stop.page !== undefined) {
    throw new Error(`stayed at ${stop.url}: ${stop.status} ${stop.page}`);
  }
  return stop.url;
}

function formOf({ url, status, page }) {
  const action = /<form method="post" action="([^"]+)"/.exec(page);
  if (!action) {
    throw new Error(`no form at ${url}: ${status} ${page}`);
  }
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]+)"/g)];
  return {
    action: new URL(action[1].replaceAll('&amp;', '&'), url),
    hidden: Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
  };
}
