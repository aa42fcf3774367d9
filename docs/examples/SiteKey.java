import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;

public class SiteKey {
  private final String kid;
  private final PrivateKey key;

  public SiteKey(Path file) throws IOException, GeneralSecurityException {
    Object jwk = Json.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    BigInteger d = new BigInteger(1, Base64.getUrlDecoder().decode((String) Json.at(jwk, "d")));
    key = KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(d, curve.getParameterSpec(ECParameterSpec.class)));
    kid = (String) Json.at(jwk, "kid");
  }

  public String es256(String claims) throws GeneralSecurityException {
    String header = "{\"alg\":\"ES256\",\"typ\":\"unit-certification+jwt\",\"kid\":" + SiteToken.quote(kid) + "}";
    String signed = SiteToken.signedPart(header, claims);
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(signed.getBytes(StandardCharsets.UTF_8));
    return signed + "." + SiteToken.base64(rawOf(signature.sign()));
  }

  static byte[] rawOf(byte[] der) {
    byte[] raw = new byte[64];
    int r = der[3], s = der[5 + r];
    copy(der, 4, r, raw, 32);
    copy(der, 6 + r, s, raw, 64);
    return raw;
  }

  private static void copy(byte[] der, int start, int length, byte[] raw, int end) {
    int used = Math.min(length, 32);
    System.arraycopy(der, start + length - used, raw, end - used, used);
  }
}
