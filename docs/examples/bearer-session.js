export async function certificationToken(url, session) {
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${session}` }, cache: 'no-store' });
  if (answer.status >= 500) throw new TypeError(`${url}: ${answer.status}`);
  return answer.ok ? (await answer.json()).token : undefined;
}
