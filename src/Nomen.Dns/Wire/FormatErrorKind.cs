namespace Nomen.Dns.Wire;

/// <summary>What was expected where a message, a name or an option went wrong.</summary>
public enum FormatErrorKind
{
    /// <summary>Nothing went wrong.</summary>
    None,

    /// <summary>A header of 12 octets (RFC 1035 section 4.1.1).</summary>
    Header,

    /// <summary>More octets: the message, section or field ends too early.</summary>
    Truncated,

    /// <summary>A domain name: labels of 1 to 63 octets, 255 in all (RFC 1035 section 3.1).</summary>
    Name,

    /// <summary>A label: type 00 or a compression pointer; types 01 and 10 are not in use (RFC 6891 section 5).</summary>
    LabelType,

    /// <summary>A compression pointer to an earlier name (RFC 1035 section 4.1.4).</summary>
    Pointer,

    /// <summary>Fewer compression pointers: 127 in a name, and a budget for the message.</summary>
    PointerBudget,

    /// <summary>Rdata that fills its length exactly and has its type's form.</summary>
    Rdata,

    /// <summary>The end of the message, not more octets.</summary>
    TrailingOctets,

    /// <summary>One OPT record, owned by the root, in the additional section (RFC 6891 section 6.1.1).</summary>
    Opt,

    /// <summary>An EDNS option whose length fits (RFC 6891 section 6.1.2).</summary>
    EdnsOption,

    /// <summary>One TSIG record, the last of the additional section (RFC 8945 section 5.1).</summary>
    Tsig,

    /// <summary>A character-string: a length octet and that many octets (RFC 1035 section 3.3).</summary>
    CharacterString,

    /// <summary>A value that the field allows.</summary>
    Value,
}
