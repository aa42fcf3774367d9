import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

@Component
public class UnitCertification {
  private static final int UNITS_PER_REQUEST = 1000;

  private final String bff;
  private final SiteTokens tokens;
  private final int waitMs;

  public UnitCertification(
      @Value("${certification.bff}") String bff, SiteTokens tokens, @Value("${certification.wait-ms:3000}") int waitMs) {
    this.bff = bff;
    this.tokens = tokens;
    this.waitMs = waitMs;
  }

  public String realName(String unitCode) throws IOException {
    return realNameOf(ask("/v1/units/" + URLEncoder.encode(unitCode, "UTF-8") + "/certification", null));
  }

  public Map<String, String> realNames(List<String> unitCodes) throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    for (int from = 0; from < unitCodes.size(); from += UNITS_PER_REQUEST) {
      List<String> asked = unitCodes.subList(from, Math.min(from + UNITS_PER_REQUEST, unitCodes.size()));
      String codes = asked.stream().map(SiteToken::quote).collect(Collectors.joining(","));
      List<?> units = Json.listAt(ask("/v1/units/certifications", "{\"codes\":[" + codes + "]}"), "units");
      if (units.size() != asked.size()) throw new IOException("not an answer of the certification service: " + units);
      for (int i = 0; i < asked.size(); i++)
        if (Json.at(units.get(i), "error") == null) found.put(asked.get(i), realNameOf(units.get(i)));
    }
    return found;
  }

  private static String realNameOf(Object unit) throws IOException {
    for (Object kind : Json.listAt(unit, "kinds"))
      if ("real-name".equals(Json.at(kind, "kind"))) return (String) Json.at(kind, "status");
    throw new IOException("not an answer of the certification service: " + unit);
  }

  private Object ask(String path, String body) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(bff + path).openConnection();
    connection.setConnectTimeout(waitMs / 3);
    connection.setReadTimeout(waitMs * 2 / 3);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Authorization", "Bearer " + tokens.ofServer());
    if (body != null) {
      connection.setRequestProperty("Content-Type", "application/json");
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.getBytes(StandardCharsets.UTF_8));
      }
    }
    int status = connection.getResponseCode();
    try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      String text = answer == null ? "" : read(answer);
      if (status == 200) return Json.read(text);
      throw new IOException(status + " " + text);
    }
  }

  private static String read(InputStream answer) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    for (int length = answer.read(part); length >= 0; length = answer.read(part)) all.write(part, 0, length);
    return all.toString("UTF-8");
  }
}
