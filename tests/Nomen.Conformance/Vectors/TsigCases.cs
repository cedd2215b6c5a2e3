using System.Globalization;
using System.Text.Json;
using Nomen.Conformance.Reporting;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Tsig;
using Nomen.Dns.Wire;

namespace Nomen.Conformance.Vectors;

/// <summary>Signed messages made by others, at the time and with the key of the row.</summary>
internal static class TsigCases
{
    private const string MayReject = "may-reject";
    private const string TruncatedOk = "truncated-ok";

    /// <summary>HMAC-MD5 is off by default and on here; MACs may be as short as RFC 8945 section 5.2.2.1 lets them.</summary>
    private static readonly TsigOptions Policy = new() { AllowMd5 = true, MinMacLength = 10 };

    /// <summary>Checks one row.</summary>
    public static Verdict Check(JsonElement row)
    {
        string kind = row.GetProperty("kind").GetString()!;
        string expected = row.GetProperty("expected").GetString()!;
        if (!TsigAlgorithm.TryParse(row.GetProperty("algorithm").GetString(), out TsigAlgorithm? algorithm))
        {
            return Verdict.Fail($"algorithm {row.GetProperty("algorithm")}");
        }

        using TsigKey key = new(DomainName.Parse(row.GetProperty("key_name").GetString()!), algorithm, Convert.FromBase64String(row.GetProperty("secret").GetString()!));
        byte[][] messages = [.. row.GetProperty("messages").EnumerateArray().Select(hex => Convert.FromHexString(hex.GetString()!))];
        string found = kind == "request" ? CheckRequest(messages[0], key, row) : CheckResponses(messages, key, row, kind);
        return expected switch
        {
            TruncatedOk or MayReject => Verdict.Info($"{expected}: {found}"),
            "ok" when found == "ok" && kind == "request" => Verdict.Unless(WrongInSigning(messages[0], key)),
            _ => Verdict.Unless(found == expected ? null : $"expected {expected}, got {found}"),
        };
    }

    private static string CheckRequest(byte[] octets, TsigKey key, JsonElement row)
    {
        if (!DnsMessageView.TryParse(octets, out DnsMessageView request, out FormatError error))
        {
            return error.Kind == FormatErrorKind.Tsig ? "FORMERR" : error.ToString();
        }

        Dictionary<DomainName, TsigKey> keys = new() { [key.Name] = key };
        return !request.HasTsig ? "FORMERR" : Word(TsigServerSession.Verify(request, keys, TimeOf(row), Policy).Status);
    }

    /// <summary>Messages of a stream one by one, the last of them known as such.</summary>
    private static string CheckResponses(byte[][] messages, TsigKey key, JsonElement row, string kind)
    {
        TsigClientSession session = new(key, Policy);
        session.Resume(Convert.FromHexString(row.GetProperty("request_mac").GetString()!));
        string found = "no message";
        for (int i = 0; i < messages.Length; i++)
        {
            if (!DnsMessageView.TryParse(messages[i], out DnsMessageView response, out FormatError error))
            {
                return error.Kind == FormatErrorKind.Tsig ? "FORMERR" : error.ToString();
            }

            TsigVerdict verdict = session.Verify(response, TimeOf(row), isLast: i == messages.Length - 1);
            found = kind == "error-response" ? ErrorWord(response, verdict) : kind == "stream" && verdict.Status == TsigStatus.Missing && i > 0 ? "unsigned-at-end" : Word(verdict.Status);
            if (verdict.Status is not (TsigStatus.Good or TsigStatus.Unsigned))
            {
                break;
            }
        }

        return found;
    }

    /// <summary>An answer that reports an error: the codes as they were sent, unless we believe more of it than its signature allows, or less.</summary>
    private static string ErrorWord(DnsMessageView response, in TsigVerdict verdict)
    {
        TsigData signature = SignatureOf(response);
        string word = string.Create(CultureInfo.InvariantCulture, $"rcode {(int)response.Rcode}, TSIG error {(int)signature.Error}");
        if (signature.Mac.IsEmpty)
        {
            return verdict.Status is TsigStatus.Good or TsigStatus.PeerError ? $"{word}, believed without a MAC" : word;
        }

        // Another algorithm than the key's is not believed, even from the owner of the secret (RFC 8945 section 10).
        bool isRight = verdict.Status == (signature.Error == Rcode.NoError ? TsigStatus.BadKey : TsigStatus.PeerError);
        return isRight ? $"{word}, MAC present" : $"{word}, {Word(verdict.Status)}";
    }

    /// <summary>What was good is signed again: the MAC is the same, where our writer makes the same octets of the message.</summary>
    private static string? WrongInSigning(byte[] octets, TsigKey key)
    {
        DnsMessageView request = DnsMessageView.Parse(octets);
        TsigData signature = SignatureOf(request);
        DnsMessage plain = DnsMessage.FromUnsigned(request);
        DnsMessageWriter writer = new(new byte[ushort.MaxValue]);
        bool isSame = Rebuilt.TryWrite(plain, ref writer) && writer.Written.SequenceEqual(plain.Octets.Span) && plain.Id == signature.OriginalId;
        if (!isSame || signature.Mac.Length != key.MacLength)
        {
            return null;
        }

        TsigClientSession session = new(key, Policy with { Fudge = TimeSpan.FromSeconds(signature.Fudge) });
        bool fits = session.TrySign(ref writer, signature.TimeSigned);
        return fits && session.Mac.SequenceEqual(signature.Mac.Span) ? null : $"signed with {Convert.ToHexStringLower(session.Mac)}, others with {Convert.ToHexStringLower(signature.Mac.Span)}";
    }

    private static TsigData SignatureOf(DnsMessageView message)
    {
        foreach (RecordView record in message.Additional)
        {
            if (record.TryGetData(out TsigData? data))
            {
                return data;
            }
        }

        throw new InvalidOperationException("The message has no TSIG record.");
    }

    private static ulong TimeOf(JsonElement row) => row.GetProperty("check_at").GetUInt64();

    private static string Word(TsigStatus status) => status switch
    {
        TsigStatus.Good => "ok",
        TsigStatus.BadTrunc => "BADTRUNC",
        TsigStatus.Missing => "FORMERR",
        _ => status.ToString().ToUpperInvariant(),
    };
}
