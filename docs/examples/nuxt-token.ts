// server/routes/session/certification-token.get.ts
export default defineEventHandler(async (event) => {
  const user = await userOf(event);
  if (!user) throw createError({ statusCode: 401 });
  setHeader(event, 'Cache-Control', 'no-store');
  return { token: await certification.token(user) };
});
