import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class BusinessController {
  private static final Logger log = LoggerFactory.getLogger(BusinessController.class);

  private final PortalUsers users;
  private final UnitCertification certification;

  public BusinessController(PortalUsers users, UnitCertification certification) {
    this.users = users;
    this.certification = certification;
  }

  @PostMapping("/business/pay")
  public ResponseEntity<String> pay() {
    PortalUsers.User user = users.current();
    if (user == null) return say(401, "请先登录。");
    String status;
    try {
      status = certification.realName(user.unitCode);
    } catch (IOException unknown) {
      log.warn("status of {}: {}", user.unitCode, unknown.toString());
      return say(503, "暂时查不到单位的认证状态，没有提交。请稍后再试。");
    }
    if (!status.equals("certified")) return say(403, "办理前请先完成单位实名认证。");
    return say(200, "已受理。");
  }

  private static ResponseEntity<String> say(int status, String text) {
    return ResponseEntity.status(status).contentType(MediaType.valueOf("text/plain;charset=UTF-8")).body(text);
  }
}
