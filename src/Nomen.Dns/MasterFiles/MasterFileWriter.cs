using System.Globalization;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Text;

namespace Nomen.Dns.MasterFiles;

/// <summary>Writes records as a master file that <see cref="MasterFileReader"/>, and other software, reads back equal (RFC 1035 section 5).</summary>
/// <remarks>Printable ASCII only, whatever the records hold. Not thread-safe; does not dispose the destination.</remarks>
public sealed class MasterFileWriter
{
    /// <summary>Longest rdata on one line, in characters: with owner, TTL, class and type in front it stays below the 65,536 that our reader takes by default.</summary>
    private const int MaxDataText = 60_000;

    private const int HexPerLine = 120;

    private readonly TextWriter _destination;
    private readonly MasterFileWriterOptions _options;
    private readonly RdataTextWriter _text;
    private bool _begun;

    /// <summary>Makes a writer; nothing is written yet.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="options">How to write; null is <see cref="MasterFileWriterOptions.Default"/>.</param>
    public MasterFileWriter(TextWriter destination, MasterFileWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        _destination = destination;
        _options = options ?? MasterFileWriterOptions.Default;
        _text = new RdataTextWriter(new RdataTextFormat { Origin = _options.Origin, ChunkLength = _options.ChunkLength });
    }

    /// <summary>The records as one text.</summary>
    public static string ToText(IEnumerable<ResourceRecord> records, MasterFileWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        StringWriter text = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        MasterFileWriter writer = new(text, options);
        foreach (ResourceRecord record in records)
        {
            writer.Write(record);
        }

        return text.ToString();
    }

    /// <summary>Writes one record and a line end; <c>$ORIGIN</c> before the first one, when there is an origin.</summary>
    public void Write(ResourceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!_begun && _options.Origin is { } origin)
        {
            _destination.WriteLine($"$ORIGIN {origin}");
        }

        _begun = true;
        _text.Clear();
        _text.WriteName(record.Owner);
        _text.WriteToken(_options.UseTtlUnits ? SecondsText.Format(record.Ttl) : record.Ttl.ToString(CultureInfo.InvariantCulture));
        _text.WriteToken(record.Class.ToMnemonic());
        _text.WriteToken(record.Type.ToMnemonic());
        int head = _text.Written.Length;
        record.Data.WriteText(_text);
        if (_text.Written.Length - head <= MaxDataText)
        {
            _destination.WriteLine(_text.Written);
            return;
        }

        _destination.Write(_text.Written[..head]);
        WriteLongData(record.Data.ToWire());
    }

    /// <summary>The generic form over several lines (RFC 3597 section 5): the one that can be split anywhere.</summary>
    private void WriteLongData(byte[] octets)
    {
        _destination.Write(string.Create(CultureInfo.InvariantCulture, $@" \# {octets.Length} ("));
        string hex = Convert.ToHexString(octets);
        for (int i = 0; i < hex.Length; i += HexPerLine)
        {
            _destination.WriteLine();
            _destination.Write('\t');
            _destination.Write(hex.AsSpan(i, Math.Min(HexPerLine, hex.Length - i)));
        }

        _destination.WriteLine(" )");
    }
}
