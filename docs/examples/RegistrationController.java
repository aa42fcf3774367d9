import java.io.IOException;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class RegistrationController {
  private final String bff;
  private final String issuer;
  private final SiteTokens tokens;
  private final PortalUsers users;
  private final int waitMs;

  public RegistrationController(
      @Value("${certification.bff}") String bff,
      @Value("${certification.issuer:${certification.bff}}") String issuer,
      SiteTokens tokens,
      PortalUsers users,
      @Value("${certification.wait-ms:3000}") int waitMs) {
    this.bff = bff;
    this.issuer = issuer;
    this.tokens = tokens;
    this.users = users;
    this.waitMs = waitMs;
  }

  @PostMapping("/register")
  public ResponseEntity<String> register(@RequestBody Map<String, String> form) {
    Object claims;
    try {
      String verified = AssertionVerifier.verify(form.get("assertion"), bff, issuer, tokens.site(), waitMs);
      if (verified == null) return say(400, "注册凭证已过期，请再点一次“注册”。");
      claims = Json.read(verified);
    } catch (IOException unreachable) {
      return say(503, "暂时无法核对注册凭证，请稍后再点一次“注册”。");
    }
    String code = (String) Json.at(claims, "unit", "code"), name = (String) Json.at(claims, "unit", "name");
    String phone = (String) Json.at(claims, "phone");
    boolean opened = users.openAccount(code, name, phone, form.get("loginName"), form.get("password"));
    return opened ? ResponseEntity.noContent().<String>build() : say(409, "这个登录名已被占用");
  }

  private static ResponseEntity<String> say(int status, String text) {
    return ResponseEntity.status(status).contentType(MediaType.valueOf("text/plain;charset=UTF-8")).body(text);
  }
}
