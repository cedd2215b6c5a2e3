using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>Extended DNS error (RFC 8914): why, beyond the response code. Never changes how an answer is used.</summary>
/// <remarks>Text that is not UTF-8 is never refused: <see cref="Text"/> has replacement characters for the bad octets, and the octets are written again as they came.</remarks>
public sealed record ExtendedError : EdnsOption, IEdnsOption<ExtendedError>
{
    /// <summary>The text's octets when they are not just the UTF-8 of <see cref="Text"/>; null otherwise.</summary>
    private readonly byte[]? _octets;

    /// <summary>Makes an error.</summary>
    /// <param name="infoCode">The reason.</param>
    /// <param name="text">More for a person; may be empty.</param>
    public ExtendedError(ExtendedErrorCode infoCode, string text = "")
    {
        InfoCode = infoCode;
        Text = text;
    }

    private ExtendedError(ExtendedErrorCode infoCode, ReadOnlySpan<byte> octets)
    {
        // RFC 8914 section 2: no NUL at the end, but a receiver takes one.
        string text = Encoding.UTF8.GetString(octets is [.., 0] ? octets[..^1] : octets);
        InfoCode = infoCode;
        Text = text;
        _octets = Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(octets) ? null : octets.ToArray();
    }

    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.ExtendedError;

    /// <inheritdoc/>
    public override EdnsOptionCode Code => OptionCode;

    /// <summary>The reason.</summary>
    public ExtendedErrorCode InfoCode { get; init; }

    /// <summary>More for a person, as the sender wrote it: do not show it raw, it may hold control characters. <see cref="EdnsOption.ToString"/> escapes them.</summary>
    public string Text
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
            _octets = null;
        }
    }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out ExtendedError? option, out FormatError error)
    {
        bool good = data.Length >= sizeof(ushort);
        error = good ? default : new FormatError(FormatErrorKind.EdnsOption, data.Length);
        option = good ? new ExtendedError((ExtendedErrorCode)BinaryPrimitives.ReadUInt16BigEndian(data), data[sizeof(ushort)..]) : null;
        return good;
    }

    /// <summary>Takes the parts.</summary>
    public void Deconstruct(out ExtendedErrorCode infoCode, out string text) => (infoCode, text) = (InfoCode, Text);

    /// <inheritdoc/>
    public override void WriteData(ref DnsMessageWriter writer)
    {
        writer.WriteUInt16((ushort)InfoCode);
        writer.WriteOctets(_octets ?? Encoding.UTF8.GetBytes(Text));
    }

    /// <summary>Whether reason and text are equal.</summary>
    public bool Equals(ExtendedError? other) => other is not null && InfoCode == other.InfoCode && string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(InfoCode, Text);

    /// <inheritdoc/>
    protected override string ShowValue()
    {
        string shown = ((ushort)InfoCode).ToString(CultureInfo.InvariantCulture);
        shown += InfoCode.ToDescription() is { } description ? $" ({description})" : string.Empty;
        return Text.Length == 0 ? shown : $"{shown}: ({PrintableText.Escape(Text)})";
    }
}
