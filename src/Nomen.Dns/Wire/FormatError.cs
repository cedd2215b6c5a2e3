namespace Nomen.Dns.Wire;

/// <summary>Where and how octets break the DNS's wire format. A value, so that hostile input costs no exception.</summary>
/// <param name="Kind">What was expected.</param>
/// <param name="Offset">Offset in octets from the start of the message (or of the octets given).</param>
public readonly record struct FormatError(FormatErrorKind Kind, int Offset)
{
    /// <summary>Sentence for a person: what was expected, and where.</summary>
    public override string ToString() => $"{Expected} expected at octet {Offset}";

    private string Expected => Kind switch
    {
        FormatErrorKind.None => "nothing",
        FormatErrorKind.Header => "a header of 12 octets",
        FormatErrorKind.Truncated => "more octets",
        FormatErrorKind.Name => "a domain name of at most 255 octets",
        FormatErrorKind.LabelType => "a label of type 00 or a compression pointer",
        FormatErrorKind.Pointer => "a compression pointer to an earlier name",
        FormatErrorKind.PointerBudget => "fewer compression pointers",
        FormatErrorKind.Rdata => "rdata of its type's form that fills its length",
        FormatErrorKind.TrailingOctets => "the end of the message",
        FormatErrorKind.Opt => "a single OPT record owned by the root in the additional section",
        FormatErrorKind.EdnsOption => "an EDNS option that fits",
        FormatErrorKind.Tsig => "a single TSIG record at the end",
        FormatErrorKind.CharacterString => "a character-string that fits",
        _ => "a legal value",
    };
}
