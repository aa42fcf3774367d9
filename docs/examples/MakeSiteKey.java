import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.LocalDate;
import java.util.Base64;

public class MakeSiteKey {
  public static void main(String[] args) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    ECPublicKey open = (ECPublicKey) pair.getPublic();
    String jwk = "\"kty\":\"EC\",\"crv\":\"P-256\",\"alg\":\"ES256\",\"use\":\"sig\",\"kid\":\"" + LocalDate.now()
        + "\",\"x\":\"" + base64(open.getW().getAffineX()) + "\",\"y\":\"" + base64(open.getW().getAffineY()) + "\"";
    String d = base64(((ECPrivateKey) pair.getPrivate()).getS());
    write("site-key.private.json", "{" + jwk + ",\"d\":\"" + d + "\"}");
    write("site-key.public.json", "{\"keys\":[{" + jwk + "}]}");
  }

  static String base64(BigInteger number) {
    byte[] bytes = number.toByteArray(), all = new byte[32];
    int length = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - length, all, 32 - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  static void write(String file, String json) throws Exception {
    Path written = Files.write(Paths.get(file), json.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
    System.out.println(written.toAbsolutePath());
  }
}
