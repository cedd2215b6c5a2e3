using Nomen.Client.Services;

namespace Nomen.Client.Datagram;

/// <summary>Counts the replies that came to a request and did not count, for the error of one that gets no other.</summary>
internal struct DroppedReplies
{
    private int _malformed;
    private int _badSignatures;
    private int _wrongCookies;
    private int _mismatches;

    /// <summary>Guesses, perhaps: from the right address, with something wrong that the server knows (RFC 5452 section 9.2).</summary>
    public readonly int NearMisses => _mismatches + _wrongCookies;

    /// <summary>Counts one.</summary>
    public void Add(DatagramFinding finding)
    {
        switch (finding)
        {
            case DatagramFinding.NearMiss:
                _mismatches++;
                break;
            case DatagramFinding.WrongCookie:
                _wrongCookies++;
                break;
            case DatagramFinding.BadSignature:
                _badSignatures++;
                break;
            default:
                _malformed++;
                break;
        }
    }

    /// <summary>What came, for a person; null for nothing.</summary>
    public readonly string? Describe()
    {
        List<string> kinds = [];
        Count(_malformed, "malformed");
        Count(_mismatches, "with a wrong ID or question");
        Count(_wrongCookies, "with a wrong cookie");
        string? others = kinds.Count == 0 ? null : $"dropped replies: {string.Join(", ", kinds)}";
        string? signatures = _badSignatures == 0 ? null : SignatureDetail.For(_badSignatures);
        return others is null || signatures is null ? others ?? signatures : $"{others}; {signatures}";

        void Count(int number, string kind)
        {
            if (number > 0)
            {
                kinds.Add($"{number} {kind}");
            }
        }
    }
}
