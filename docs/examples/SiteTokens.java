import java.io.IOException;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
public class SiteTokens {
  private final String site;
  private final String secret;
  private final SiteKey key;

  public SiteTokens(
      @Value("${certification.site}") String site,
      @Value("${certification.secret:}") String secret,
      @Value("${certification.key-file:}") String keyFile) throws IOException, GeneralSecurityException {
    this.site = site;
    this.secret = secret;
    this.key = keyFile.isEmpty() ? null : new SiteKey(Paths.get(keyFile));
  }

  public String site() {
    return site;
  }

  public String ofUser(PortalUsers.User user) {
    String role = user.administrator ? "administrator" : "operator";
    return sign(SiteToken.ofUser(site, user.id, user.unitCode, role, user.loggedInAt));
  }

  public String ofVisitor(String visitor) {
    return sign(SiteToken.ofVisitor(site, visitor));
  }

  public String ofServer() {
    return sign(SiteToken.ofServer(site));
  }

  private String sign(String claims) {
    try {
      return key == null ? SiteToken.hs256(secret, claims) : key.es256(claims);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
