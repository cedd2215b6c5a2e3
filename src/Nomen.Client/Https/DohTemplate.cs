using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Nomen.Client.Https;

/// <summary>Where a DoH server takes requests: a URI template with the variable <c>dns</c> (RFC 8484 sections 3 and 4.1, RFC 6570). Immutable.</summary>
/// <remarks>
/// <c>https://dns.example/dns-query{?dns}</c>. A plain URI is as good: GET then appends <c>?dns=</c>, or <c>&amp;dns=</c> behind a query.
/// Expressions of RFC 6570 may name other variables, which are undefined here and vanish; <c>{#…}</c> never reaches a server and is refused.
/// </remarks>
public sealed class DohTemplate
{
    /// <summary>Longest encoded message that is put together on the stack: every padded query is far below.</summary>
    private const int MaxStackChars = 1024;

    private readonly string _text;
    private readonly string _beforeMessage;
    private readonly string _afterMessage;

    private DohTemplate(string text, Uri post, string beforeMessage, string afterMessage)
    {
        _text = text;
        PostUri = post;
        _beforeMessage = beforeMessage;
        _afterMessage = afterMessage;
    }

    /// <summary>Name or address of the server: the name that its certificate must have.</summary>
    public string Host => PostUri.IdnHost;

    /// <summary>Port; 443 unless the template says another.</summary>
    public int Port => PostUri.Port;

    /// <summary>Whether it is <c>http://</c>: nothing is encrypted and nobody is authenticated.</summary>
    public bool IsPlain => PostUri.Scheme == Uri.UriSchemeHttp;

    /// <summary>The template without variables: where POST goes (RFC 8484 section 4.1).</summary>
    internal Uri PostUri { get; }

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="allowPlain">Whether <c>http://</c> is good as well: for a TLS proxy in front, and for tests. Default false.</param>
    /// <exception cref="FormatException">It is none; the message says what is wrong.</exception>
    public static DohTemplate Parse(string text, bool allowPlain = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text, allowPlain, out string problem) ?? throw new FormatException($"'{text}' is no DoH template: {problem}.");
    }

    /// <summary>Reads a template; false when it is none.</summary>
    /// <param name="text">The template.</param>
    /// <param name="template">The result.</param>
    /// <param name="allowPlain">Whether <c>http://</c> is good as well. Default false.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DohTemplate? template, bool allowPlain = false)
    {
        template = text is null ? null : Read(text, allowPlain, out _);
        return template is not null;
    }

    /// <summary>The template as it was given.</summary>
    public override string ToString() => _text;

    /// <summary>Where GET goes, with the message in it.</summary>
    internal Uri GetUri(ReadOnlySpan<byte> message)
    {
        int length = Base64Url.GetEncodedLength(message.Length);
        Span<char> encoded = length <= MaxStackChars ? stackalloc char[length] : new char[length];
        Base64Url.EncodeToChars(message, encoded);

        // Base64url needs no escaping and the rest was canonical already: parsing it again would change nothing.
        return new Uri(string.Concat(_beforeMessage, encoded, _afterMessage), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    private static DohTemplate? Read(string text, bool allowPlain, out string problem)
    {
        if (TemplateExpansion.TryExpand(text, out TemplateExpansion expansion) is { } wrong)
        {
            problem = wrong;
            return null;
        }

        if (!Uri.TryCreate(expansion.Without, UriKind.Absolute, out Uri? post) || post.Host.Length == 0)
        {
            problem = "it is no absolute URI with a host";
            return null;
        }

        problem = WhyRefused(post, allowPlain);
        if (problem.Length > 0)
        {
            return null;
        }

        // The message is found again in the canonical form by its mark, which canonicalization leaves alone.
        string canonical = new Uri(expansion.Marked).AbsoluteUri;
        int mark = canonical.IndexOf(TemplateExpansion.Mark, StringComparison.Ordinal);
        if (mark < 0)
        {
            problem = "the variable stands neither in the path nor in the query";
            return null;
        }

        return new DohTemplate(text, post, canonical[..mark], canonical[(mark + TemplateExpansion.Mark.Length)..]);
    }

    private static string WhyRefused(Uri uri, bool allowPlain)
    {
        if (uri.Scheme == Uri.UriSchemeHttp)
        {
            return allowPlain ? WhyRefusedParts(uri) : "http:// is refused unless it is asked for, as anybody on the way could read and change it";
        }

        return uri.Scheme == Uri.UriSchemeHttps ? WhyRefusedParts(uri) : $"the scheme is '{uri.Scheme}', and only https is DoH";
    }

    private static string WhyRefusedParts(Uri uri) =>
        uri.UserInfo.Length > 0 ? "it holds a user name" : uri.Fragment.Length > 0 ? "it holds a fragment, which never reaches a server" : string.Empty;
}
