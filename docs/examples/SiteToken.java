import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class SiteToken {
  static String make(String site, String secret, String user, String unitCode, String role, Instant loggedIn)
      throws Exception {
    return sign(site, secret, "\"sub\":" + quote(user) + ",\"purpose\":\"certification\",\"unit\":{\"code\":" + quote(unitCode)
        + "},\"role\":" + quote(role) + ",\"auth_time\":" + loggedIn.getEpochSecond());
  }

  static String status(String site, String secret) throws Exception {
    return sign(site, secret, "\"purpose\":\"status\"");
  }

  static String sign(String site, String secret, String more) throws Exception {
    long now = Instant.now().getEpochSecond();
    String header = "{\"alg\":\"HS256\",\"typ\":\"unit-certification+jwt\"}";
    String claims = "{\"iss\":" + quote(site) + ",\"aud\":\"unit-certification\"," + more
        + ",\"iat\":" + now + ",\"exp\":" + (now + 300) + "}";
    String signed = base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String quote(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  public static void main(String[] args) throws Exception {
    String site = System.getenv("SITE_ID"), secret = System.getenv("SITE_SECRET");
    System.out.println(args.length > 0 && args[0].equals("status") ? status(site, secret)
        : make(site, secret, "u-2001", "91320100MA1DEM015L", "administrator", Instant.now()));
  }
}
