// @ts-nocheck This file runs in the browser and is served as it stands.
// The one script of the house: lets the device answer the sign-in's challenge. Everything it sends goes to this house.
const AT = '/signin/auth/passkey';
const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const credentials = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

async function ask(path, body) {
  const answer = await fetch(AT + path, body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function use() {
  const options = await ask('/generate-authenticate-options');
  const made = await navigator.credentials.get({ publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: credentials(options.allowCredentials), userVerification: 'required' } });
  const { authenticatorData, clientDataJSON, signature, userHandle } = made.response;
  await ask('/verify-authentication', { response: { id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: {}, response: { authenticatorData: text(authenticatorData), clientDataJSON: text(clientDataJSON), signature: text(signature), ...(userHandle ? { userHandle: text(userHandle) } : {}) } } });
}

async function add(name) {
  const options = await ask('/generate-register-options');
  const made = await navigator.credentials.create({ publicKey: { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) }, excludeCredentials: credentials(options.excludeCredentials) } });
  const { attestationObject, clientDataJSON } = made.response;
  await ask('/verify-registration', { name, response: { id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: {}, response: { attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON), transports: made.response.getTransports() } } });
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const fault = form.querySelector('.fault');
    fault.hidden = true;
    try {
      await (form.dataset.passkey === 'add' ? add(form.elements.namedItem('name').value || 'パスキー') : use());
      location.assign(form.dataset.passkey === 'add' ? '/signin/passkeys' : form.dataset.to);
    } catch {
      fault.hidden = false;
    }
  });
}
