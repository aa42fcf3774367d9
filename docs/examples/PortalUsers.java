import java.io.Serializable;
import java.time.Instant;

public interface PortalUsers {
  User current();

  boolean openAccount(String unitCode, String unitName, String phone, String loginName, String password);

  class User implements Serializable {
    public final String id;
    public final String unitCode;
    public final boolean administrator;
    public final Instant loggedInAt;

    public User(String id, String unitCode, boolean administrator, Instant loggedInAt) {
      this.id = id;
      this.unitCode = unitCode;
      this.administrator = administrator;
      this.loggedInAt = loggedInAt;
    }
  }
}
