import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class SiteToken {
  static String ofUser(String site, String user, String unitCode, String role, Instant loggedIn) {
    return claims(site, "\"sub\":" + quote(user) + ",\"purpose\":\"certification\",\"unit\":{\"code\":" + quote(unitCode)
        + "},\"role\":" + quote(role) + ",\"auth_time\":" + loggedIn.getEpochSecond());
  }

  static String ofVisitor(String site, String visitor) {
    return claims(site, "\"sub\":" + quote(visitor) + ",\"purpose\":\"registration\"");
  }

  static String ofServer(String site) {
    return claims(site, "\"purpose\":\"status\"");
  }

  static String claims(String site, String more) {
    long now = Instant.now().getEpochSecond();
    return "{\"iss\":" + quote(site) + ",\"aud\":\"unit-certification\"," + more
        + ",\"iat\":" + now + ",\"exp\":" + (now + 300) + "}";
  }

  static String hs256(String secret, String claims) throws GeneralSecurityException {
    String signed = signedPart("{\"alg\":\"HS256\",\"typ\":\"unit-certification+jwt\"}", claims);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  static String signedPart(String header, String claims) {
    return base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder();
    for (char each : text.toCharArray())
      if (each < ' ' || each == '"' || each == '\\') quoted.append(String.format("\\u%04x", (int) each));
      else quoted.append(each);
    return "\"" + quoted + "\"";
  }

  public static void main(String[] args) throws Exception {
    String site = System.getenv("SITE_ID"), secret = System.getenv("SITE_SECRET");
    System.out.println(hs256(secret, args.length > 0 && args[0].equals("status") ? ofServer(site)
        : ofUser(site, "u-2001", "91320100MA1DEM015L", "administrator", Instant.now())));
  }
}
