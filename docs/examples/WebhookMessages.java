import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
public class WebhookMessages {
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
      Object data = Json.at(Json.read((String) message.get("body")), "data");
      if ("real-name".equals(Json.at(data, "kind"))) update(data);
      jdbc.update("update certification_message set handled_at = current_timestamp where id = ?", message.get("id"));
    }
  }

  private void update(Object data) {
    Object unit = Json.at(data, "unit"), status = Json.at(data, "status"), sequence = Json.at(data, "sequence");
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
