using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

static class SiteToken
{
    public static string Make(string site, string secret, string user, string unitCode, string role, DateTimeOffset loggedIn) =>
        Sign(site, secret, new Dictionary<string, object>
        {
            ["sub"] = user,
            ["purpose"] = "certification",
            ["unit"] = new Dictionary<string, object> { ["code"] = unitCode },
            ["role"] = role,
            ["auth_time"] = loggedIn.ToUnixTimeSeconds(),
        });

    public static string Status(string site, string secret) =>
        Sign(site, secret, new Dictionary<string, object> { ["purpose"] = "status" });

    static string Sign(string site, string secret, Dictionary<string, object> more)
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var header = new Dictionary<string, object> { ["alg"] = "HS256", ["typ"] = "unit-certification+jwt" };
        var claims = new Dictionary<string, object>(more)
        {
            ["iss"] = site,
            ["aud"] = "unit-certification",
            ["iat"] = now,
            ["exp"] = now + 300,
        };
        string signed = Base64(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Base64(JsonSerializer.SerializeToUtf8Bytes(claims));
        using var mac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return signed + "." + Base64(mac.ComputeHash(Encoding.UTF8.GetBytes(signed)));
    }

    static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    static void Main(string[] args)
    {
        string site = Environment.GetEnvironmentVariable("SITE_ID"), secret = Environment.GetEnvironmentVariable("SITE_SECRET");
        Console.WriteLine(args.Length > 0 && args[0] == "status"
            ? Status(site, secret)
            : Make(site, secret, "u-2001", "91320100MA1DEM015L", "administrator", DateTimeOffset.UtcNow));
    }
}
