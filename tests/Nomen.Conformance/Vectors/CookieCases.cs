using System.Globalization;
using System.Net;
using Nomen.Conformance.Reporting;
using Nomen.Dns.Edns;

namespace Nomen.Conformance.Vectors;

/// <summary>Server cookies made by others with a known secret (RFC 9018).</summary>
internal static class CookieCases
{
    private const string Version1 = "01000000";

    /// <summary>The cookie is verified at its own time, and where its reserved octets are zero made anew.</summary>
    public static Verdict Check(Dictionary<string, string> row)
    {
        byte[] server = Convert.FromHexString(row["server_cookie"]);
        byte[] client = Convert.FromHexString(row["client_cookie"]);
        byte[] secret = Convert.FromHexString(row["secret"]);
        IPAddress address = IPAddress.Parse(row["client_address"]);
        uint time = uint.Parse(row["timestamp"], NumberStyles.None, CultureInfo.InvariantCulture);
        bool valid = row["expected"] == "valid";

        ServerCookieVerdict verdict = ServerCookie.Verify(server, client, address, secret, time);
        if (verdict == ServerCookieVerdict.Fresh != valid)
        {
            return Verdict.Fail($"expected {row["expected"]}, got {verdict}");
        }

        if (!valid || !row["server_cookie"].StartsWith(Version1, StringComparison.Ordinal))
        {
            return Verdict.Pass;
        }

        byte[] made = new byte[ServerCookie.Length];
        ServerCookie.Write(client, address, secret, time, made);
        return Verdict.Unless(made.AsSpan().SequenceEqual(server) ? null : $"made {Convert.ToHexStringLower(made)}");
    }
}
