import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.StreamUtils;

@Component
public class UnitCertification {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int UNITS_PER_REQUEST = 1000;

  private final String bff;
  private final SiteTokens tokens;

  public UnitCertification(@Value("${certification.bff}") String bff, SiteTokens tokens) {
    this.bff = bff;
    this.tokens = tokens;
  }

  public String realName(String unitCode) throws IOException {
    return realNameOf(ask("/v1/units/" + URLEncoder.encode(unitCode, "UTF-8") + "/certification", null));
  }

  public Map<String, String> realNames(List<String> unitCodes) throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    for (int from = 0; from < unitCodes.size(); from += UNITS_PER_REQUEST) {
      List<String> asked = unitCodes.subList(from, Math.min(from + UNITS_PER_REQUEST, unitCodes.size()));
      byte[] body = JSON.writeValueAsBytes(Collections.singletonMap("codes", asked));
      JsonNode units = ask("/v1/units/certifications", body).path("units");
      for (int i = 0; i < asked.size(); i++)
        if (!units.path(i).has("error")) found.put(asked.get(i), realNameOf(units.path(i)));
    }
    return found;
  }

  private static String realNameOf(JsonNode unit) throws IOException {
    for (JsonNode kind : unit.path("kinds"))
      if (kind.path("kind").asText().equals("real-name")) return kind.path("status").asText();
    throw new IOException("not an answer of the certification service: " + unit);
  }

  private JsonNode ask(String path, byte[] body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(bff + path).openConnection();
    connection.setConnectTimeout(1000);
    connection.setReadTimeout(3000);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Authorization", "Bearer " + tokens.ofServer());
    if (body != null) {
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
    }
    if (connection.getResponseCode() == 200)
      try (InputStream answer = connection.getInputStream()) {
        return JSON.readValue(answer, ObjectNode.class);
      }
    try (InputStream answer = connection.getErrorStream()) {
      String problem = answer == null ? "" : StreamUtils.copyToString(answer, StandardCharsets.UTF_8);
      throw new IOException(connection.getResponseCode() + " " + problem);
    }
  }
}
