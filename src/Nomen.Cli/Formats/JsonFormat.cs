using System.Globalization;
using System.Text;
using System.Text.Json;
using Nomen.Cli.Query;
using Nomen.Dns.Json;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Formats;

/// <summary>The message's RFC 8427 members, and an object <c>nomen</c> that says how it came: an array of them, or a line each.</summary>
internal sealed class JsonFormat(bool indented) : ResponseFormat
{
    private bool _any;

    public override void Begin(TextWriter output)
    {
        if (indented)
        {
            output.Write('[');
        }
    }

    public override void Write(TextWriter output, QueryOutcome outcome)
    {
        if (indented)
        {
            output.WriteLine(_any ? "," : string.Empty);
        }

        _any = true;
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Indented = indented }))
        {
            writer.WriteStartObject();
            MessageJsonWriter.WriteMembers(writer, outcome.Response!.Message);
            WriteOrigin(writer, outcome, outcome.Response);
            writer.WriteEndObject();
        }

        string text = Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        if (indented)
        {
            output.Write(text);
        }
        else
        {
            output.WriteLine(text);
        }
    }

    public override void End(TextWriter output)
    {
        if (indented)
        {
            output.WriteLine(_any ? output.NewLine + "]" : "]");
        }
    }

    private static void WriteOrigin(Utf8JsonWriter writer, QueryOutcome outcome, DnsResponse response)
    {
        writer.WriteStartObject("nomen");
        writer.WriteString("server", outcome.ServerName);
        writer.WriteString("upstream", response.Upstream);
        writer.WriteString("protocol", response.Protocol.ToString().ToLowerInvariant());
        writer.WriteNumber("elapsedMs", Math.Round(response.Elapsed.TotalMilliseconds, 3));
        writer.WriteNumber("attempts", response.Attempts);
        writer.WriteNumber("size", response.Message.Length);
        writer.WriteString("when", outcome.When.ToString("O", CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }
}
