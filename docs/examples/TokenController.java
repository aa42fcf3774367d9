import java.util.Collections;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

@RestController
public class TokenController {
  private final PortalUsers users;
  private final SiteTokens tokens;

  public TokenController(PortalUsers users, SiteTokens tokens) {
    this.users = users;
    this.tokens = tokens;
  }

  @GetMapping("/session/certification-token")
  public ResponseEntity<?> certificationToken() {
    PortalUsers.User user = users.current();
    return user == null ? ResponseEntity.status(401).build() : answer(tokens.ofUser(user));
  }

  @GetMapping("/session/registration-token")
  public ResponseEntity<?> registrationToken(
      @RequestHeader(value = "Sec-Fetch-Site", defaultValue = "same-origin") String from) {
    return from.equals("same-origin") ? answer(tokens.ofVisitor(visitor())) : ResponseEntity.status(403).build();
  }

  private static String visitor() {
    RequestAttributes request = RequestContextHolder.currentRequestAttributes();
    String visitor = (String) request.getAttribute("visitor", RequestAttributes.SCOPE_SESSION);
    if (visitor != null) return visitor;
    String added = UUID.randomUUID().toString();
    request.setAttribute("visitor", added, RequestAttributes.SCOPE_SESSION);
    return added;
  }

  private static ResponseEntity<?> answer(String token) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Collections.singletonMap("token", token));
  }
}
