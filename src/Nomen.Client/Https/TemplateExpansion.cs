using System.Buffers;
using System.Text;

namespace Nomen.Client.Https;

/// <summary>A URI template expanded twice: without any variable, and with a mark where the message goes (RFC 6570 section 3.2).</summary>
/// <param name="Without">No variable is defined: for POST.</param>
/// <param name="Marked">The variable <c>dns</c> has <see cref="Mark"/> as its value.</param>
internal readonly record struct TemplateExpansion(string Without, string Marked)
{
    /// <summary>Stands for the message. Of unreserved characters, so that no part of a URI escapes or folds it.</summary>
    public const string Mark = "DNS-MESSAGE-GOES-HERE";

    private const string Variable = "dns";

    /// <summary>What no list of variables holds: operators in the wrong place or kept for later, and what no URI holds (RFC 6570 section 2.2).</summary>
    private static readonly SearchValues<char> Reserved = SearchValues.Create("{=!@|#\"<> ");

    /// <summary>Expands; returns what is wrong, or null.</summary>
    public static string? TryExpand(string template, out TemplateExpansion expansion)
    {
        var without = new StringBuilder(template.Length);
        var marked = new StringBuilder(template.Length + Mark.Length);
        bool hasVariable = false;
        expansion = default;
        for (int position = 0; position < template.Length;)
        {
            char c = template[position];
            if (c == '}')
            {
                return "a brace closes what none opened";
            }

            if (c != '{')
            {
                without.Append(c);
                marked.Append(c);
                position++;
                continue;
            }

            int end = template.IndexOf('}', position);
            if (end < 0)
            {
                return "an expression is not closed";
            }

            if (WhyBad(template.AsSpan(position + 1, end - position - 1), out string value) is { } problem)
            {
                return problem;
            }

            if (value.Length > 0 && hasVariable)
            {
                return $"the variable {Variable} stands in it twice";
            }

            hasVariable |= value.Length > 0;
            marked.Append(value);
            position = end + 1;
        }

        if (!hasVariable)
        {
            marked.Append(without.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?').Append(Variable).Append('=').Append(Mark);
        }

        expansion = new TemplateExpansion(without.ToString(), marked.ToString());
        return null;
    }

    /// <summary>One expression: what it becomes when <c>dns</c> is defined; empty when it does not name it.</summary>
    private static string? WhyBad(ReadOnlySpan<char> expression, out string value)
    {
        value = string.Empty;
        char first = expression.IsEmpty ? '\0' : expression[0];
        bool hasOperator = "+/.;?&#".Contains(first, StringComparison.Ordinal);
        ReadOnlySpan<char> names = hasOperator ? expression[1..] : expression;
        if (first == '#')
        {
            return "an expression makes a fragment, which never reaches a server";
        }

        if (names.IsEmpty || names.ContainsAny(Reserved))
        {
            return $"the expression '{{{expression}}}' is not one of RFC 6570";
        }

        foreach (Range range in names.Split(','))
        {
            // The modifiers of level 4, a prefix length and "explode", would cut the message or change nothing.
            ReadOnlySpan<char> name = names[range];
            if (name.StartsWith("dns:", StringComparison.Ordinal))
            {
                return $"the expression '{{{expression}}}' cuts the message";
            }

            if (name.TrimEnd('*').SequenceEqual(Variable))
            {
                value = value.Length == 0 ? Prefix(first) + Mark : $"{value}{Prefix(first)}{Mark}";
            }
        }

        return value.Length > Prefix(first).Length + Mark.Length ? $"the variable {Variable} stands in it twice" : null;
    }

    private static string Prefix(char first) => first switch
    {
        '?' => "?dns=",
        '&' => "&dns=",
        ';' => ";dns=",
        '/' => "/",
        '.' => ".",
        _ => string.Empty,
    };
}
