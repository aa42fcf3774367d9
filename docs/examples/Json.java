import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public class Json {
  private final String text;
  private int at = 0;

  private Json(String text) {
    this.text = text;
  }

  static Object read(String text) throws IOException {
    Json json = new Json(text);
    try {
      Object value = json.value();
      if (text.substring(json.at).trim().isEmpty()) return value;
    } catch (RuntimeException malformed) {
      throw new IOException("not JSON: " + text, malformed);
    }
    throw new IOException("not JSON: " + text);
  }

  static Object at(Object json, String... names) {
    for (String name : names) json = json instanceof Map ? ((Map<?, ?>) json).get(name) : null;
    return json;
  }

  static List<?> listAt(Object json, String name) {
    Object list = at(json, name);
    return list instanceof List ? (List<?>) list : new ArrayList<>();
  }

  private Object value() {
    char first = next();
    if (first == '{') return object();
    if (first == '[') return list();
    return first == '"' ? string() : word();
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    expect('{');
    if (skip('}')) return object;
    do {
      String name = string();
      expect(':');
      object.put(name, value());
    } while (skip(','));
    expect('}');
    return object;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    expect('[');
    if (skip(']')) return list;
    do list.add(value());
    while (skip(','));
    expect(']');
    return list;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    expect('"');
    for (char each = text.charAt(at++); each != '"'; each = text.charAt(at++))
      string.append(each == '\\' ? escaped(text.charAt(at++)) : each);
    return string.toString();
  }

  private char escaped(char letter) {
    int control = "bfnrt".indexOf(letter);
    if (control >= 0) return "\b\f\n\r\t".charAt(control);
    if (letter != 'u') return letter;
    at += 4;
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }

  private Object word() {
    int start = at;
    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) at++;
    String word = text.substring(start, at);
    if (word.equals("null")) return null;
    return word.equals("true") || word.equals("false") ? (Object) word.equals("true") : new BigDecimal(word);
  }

  private char next() {
    while (Character.isWhitespace(text.charAt(at))) at++;
    return text.charAt(at);
  }

  private boolean skip(char sign) {
    if (next() != sign) return false;
    at++;
    return true;
  }

  private void expect(char sign) {
    if (!skip(sign)) throw new IllegalArgumentException("at " + at);
  }
}
