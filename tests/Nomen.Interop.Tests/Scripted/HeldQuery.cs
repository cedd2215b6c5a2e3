using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nomen.Interop.Tests.Scripted;

/// <summary>A query that waits for the test to let it be answered.</summary>
internal sealed class HeldQuery(Socket socket, IPEndPoint asker, byte[] query)
{
    private const int HeaderLength = 12;
    private const int TypeAndClassLength = 4;

    // A, IN, TTL 60, 192.0.2.7, owned by the name at offset 12.
    private static readonly byte[] Answer = [0xC0, HeaderLength, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7];

    /// <summary>Whether the query asks for this name, written without escapes.</summary>
    public bool AsksFor(string name) => string.Equals(QueryName(), name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Answers with one A record, 192.0.2.7, and without EDNS.</summary>
    public async Task AnswerAsync()
    {
        int questionEnd = HeaderLength + QueryNameLength() + TypeAndClassLength;
        byte[] response = [.. query[..questionEnd], .. Answer];

        response[2] = 0x84; // QR and AA
        response[3] = 0;
        response[7] = 1; // ANCOUNT
        response[11] = 0; // ARCOUNT: the asker's OPT is not there
        await socket.SendToAsync(response, asker);
    }

    private int QueryNameLength() => query.AsSpan(HeaderLength).IndexOf((byte)0) + 1;

    private string QueryName()
    {
        StringBuilder name = new();

        for (int at = HeaderLength; query[at] != 0; at += query[at] + 1)
        {
            name.Append(Encoding.ASCII.GetString(query, at + 1, query[at])).Append('.');
        }

        return name.ToString();
    }
}
