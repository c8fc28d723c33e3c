const storageKey = "countermand-token";

/** The claims that the API reads roles from. */
const roleClaims = [
  "role",
  "roles",
  "user_role",
  "cognito:groups",
  "groups",
  "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
];

/**
 * The caller's token and what it claims, stored for this tab only and never in an address; and the number of the client
 * that the list of work orders is limited to, "" for all.
 */
export const session = { token: "", caller: null, client: "" };

/** Signs in with a token; returns false if it is no JSON Web Token. Whether it is valid only the API can say. */
export function open(token) {
  const caller = callerOf(token);
  if (!caller) return false;
  Object.assign(session, { token, caller });
  store(token);
  return true;
}

export function close() {
  Object.assign(session, { token: "", caller: null, client: "" });
  store("");
}

/** Signs in with the token of this tab, after the page was reloaded. */
export function reopen() {
  try {
    return open(sessionStorage.getItem(storageKey) ?? "");
  } catch {
    return false;
  }
}

/** Without the browser's storage the token is in memory only. */
function store(token) {
  try {
    if (token) sessionStorage.setItem(storageKey, token);
    else sessionStorage.removeItem(storageKey);
  } catch { /* The browser allows none. */ }
}

/** Who a token claims to be; null if it cannot be read. */
function callerOf(token) {
  const claims = claimsOf(token);
  if (!claims) return null;
  const roles = [...roleClaims.map((name) => claims[name]), claims.app_metadata?.role, claims.app_metadata?.roles];
  return {
    name: String(claims.full_name ?? claims.name ?? claims.email ?? claims.sub ?? "Somebody"),
    email: isVerified(claims.email_verified) ? String(claims.email ?? "").toLowerCase() : "",
    clientID: String(claims.client_id ?? ""),
    roles: [...new Set(roles.flat().filter((role) => typeof role === "string").map((role) => role.toLowerCase()))],
    expires: typeof claims.exp === "number" ? claims.exp * 1000 : Infinity,
  };
}

/** An address that may be somebody else's is none. */
function isVerified(claim) {
  return claim === undefined || String(claim).toLowerCase() === "true";
}

function claimsOf(token) {
  try {
    const payload = atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(payload, (character) => character.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === "object" ? claims : null;
  } catch {
    return null;
  }
}
