import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.*;
import java.security.spec.*;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Scanner;
import java.util.regex.*;

public class AssertionVerifier {
  static String verify(String assertion, String bff, String issuer, String site, int waitMs) throws IOException {
    try {
      String[] parts = assertion.split("\\.");
      String header = decode(parts[0]);
      if (!"ES256".equals(text(header, "alg"))) return null;
      if (!"unit-registration+jwt".equals(text(header, "typ"))) return null;
      PublicKey key = keyOf(bff, text(header, "kid"), waitMs);
      if (key == null) return null;
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(derOf(Base64.getUrlDecoder().decode(parts[2])))) return null;
      String claims = decode(parts[1]);
      if (!issuer.equals(text(claims, "iss")) || !site.equals(text(claims, "aud"))) return null;
      return Long.parseLong(find(claims, "exp", "(\\d+)")) + 30 > Instant.now().getEpochSecond() ? claims : null;
    } catch (GeneralSecurityException | RuntimeException malformed) {
      return null;
    }
  }

  static PublicKey keyOf(String bff, String kid, int waitMs) throws IOException, GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    Matcher keys = Pattern.compile("\\{[^{}]*\\}").matcher(read(bff + "/.well-known/jwks.json", waitMs));
    while (keys.find()) {
      String key = keys.group();
      if (kid == null || !kid.equals(text(key, "kid"))) continue;
      ECPoint point = new ECPoint(number(text(key, "x")), number(text(key, "y")));
      return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }
    return null;
  }

  static String read(String url, int waitMs) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    connection.setConnectTimeout(waitMs / 3);
    connection.setReadTimeout(waitMs * 2 / 3);
    if (connection.getResponseCode() != 200) throw new IOException("keys: " + connection.getResponseCode());
    try (InputStream body = connection.getInputStream(); Scanner text = new Scanner(body, "UTF-8").useDelimiter("\\A")) {
      return text.hasNext() ? text.next() : "";
    }
  }

  static byte[] derOf(byte[] raw) throws SignatureException {
    if (raw.length != 64) throw new SignatureException("not 64 bytes");
    byte[] r = new BigInteger(1, Arrays.copyOf(raw, 32)).toByteArray();
    byte[] s = new BigInteger(1, Arrays.copyOfRange(raw, 32, 64)).toByteArray();
    return ByteBuffer.allocate(6 + r.length + s.length)
        .put(new byte[] {0x30, (byte) (4 + r.length + s.length), 2, (byte) r.length}).put(r)
        .put(new byte[] {2, (byte) s.length}).put(s).array();
  }

  static String find(String json, String name, String value) {
    Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*" + value).matcher(json);
    return found.find() ? found.group(1) : null;
  }

  static String text(String json, String name) {
    return find(json, name, "\"([^\"\\\\]*)\"");
  }

  static String decode(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  static BigInteger number(String coordinate) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(coordinate));
  }

  public static void main(String[] args) throws Exception {
    System.out.println(verify(args[0], System.getenv("BFF"), System.getenv("BFF"), System.getenv("SITE_ID"), 3000));
  }
}
