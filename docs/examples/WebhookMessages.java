import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
public class WebhookMessages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JdbcTemplate jdbc;

  public WebhookMessages(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  public void keep(String id, byte[] body) {
    insertOnce("insert into certification_message (id, body) values (?, ?)", id, new String(body, StandardCharsets.UTF_8));
  }

  @Scheduled(fixedDelay = 1000)
  public void handle() throws IOException {
    String waiting = "select id, body from certification_message where handled_at is null";
    for (Map<String, Object> message : jdbc.queryForList(waiting)) {
      JsonNode data = JSON.readTree((String) message.get("body")).path("data");
      if (data.path("kind").asText().equals("real-name")) update(data);
      jdbc.update("update certification_message set handled_at = current_timestamp where id = ?", message.get("id"));
    }
  }

  private void update(JsonNode data) {
    String unit = data.get("unit").asText(), status = data.get("status").asText();
    long sequence = data.get("sequence").asLong();
    insertOnce("insert into unit_status (unit_code, status, sequence) values (?, ?, ?)", unit, status, sequence);
    jdbc.update("update unit_status set status = ?, sequence = ? where unit_code = ? and sequence < ?",
        status, sequence, unit, sequence);
  }

  private void insertOnce(String sql, Object... values) {
    try {
      jdbc.update(sql, values);
    } catch (DuplicateKeyException present) {
      return;
    }
  }
}
