import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class WebhookController {
  private static final Logger log = LoggerFactory.getLogger(WebhookController.class);

  private final String secret;
  private final WebhookMessages messages;

  public WebhookController(@Value("${certification.webhook-secret}") String secret, WebhookMessages messages) {
    this.secret = secret;
    this.messages = messages;
  }

  @PostMapping("/webhooks/certification")
  public ResponseEntity<Void> receive(
      @RequestBody byte[] body,
      @RequestHeader(value = "webhook-id", required = false) String id,
      @RequestHeader(value = "webhook-timestamp", required = false) String timestamp,
      @RequestHeader(value = "webhook-signature", required = false) String signatures) {
    try {
      if (!WebhookVerifier.verify(secret, id, timestamp, signatures, body)) return ResponseEntity.status(401).build();
      messages.keep(id, body);
      return ResponseEntity.noContent().build();
    } catch (Exception e) {
      log.error("webhook {}", id, e);
      return ResponseEntity.status(500).build();
    }
  }
}
