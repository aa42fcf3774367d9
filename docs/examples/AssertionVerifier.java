import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.*;
import java.security.spec.*;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.*;

public class AssertionVerifier {
  static String verify(String assertion, String bff, String issuer, String site) throws IOException, InterruptedException {
    try {
      String[] parts = assertion.split("\\.");
      String header = decode(parts[0]);
      if (!"ES256".equals(text(header, "alg"))) return null;
      if (!"unit-registration+jwt".equals(text(header, "typ"))) return null;
      PublicKey key = keyOf(bff, text(header, "kid"));
      if (key == null) return null;
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) return null;
      String claims = decode(parts[1]);
      if (!issuer.equals(text(claims, "iss")) || !site.equals(text(claims, "aud"))) return null;
      return Long.parseLong(find(claims, "exp", "(\\d+)")) + 30 > Instant.now().getEpochSecond() ? claims : null;
    } catch (GeneralSecurityException | RuntimeException malformed) {
      return null;
    }
  }

  static PublicKey keyOf(String bff, String kid) throws IOException, InterruptedException, GeneralSecurityException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(bff + "/.well-known/jwks.json")).build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) throw new IOException("keys: " + answer.statusCode());
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    Matcher keys = Pattern.compile("\\{[^{}]*\\}").matcher(answer.body());
    while (keys.find()) {
      String key = keys.group();
      if (kid == null || !kid.equals(text(key, "kid"))) continue;
      ECPoint point = new ECPoint(number(text(key, "x")), number(text(key, "y")));
      return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }
    return null;
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
    System.out.println(verify(args[0], System.getenv("BFF"), System.getenv("BFF"), System.getenv("SITE_ID")));
  }
}
