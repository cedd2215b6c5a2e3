using System.Globalization;
using System.Text;

namespace Nomen.Conformance.Macros;

/// <summary>Expands <c>${...}</c> (FORMAT.md section 6): variables, arithmetic strictly from left to right, four functions.</summary>
/// <param name="time">The clock in seconds.</param>
/// <param name="timeout">Whole seconds until the earliest timer; 0 without one.</param>
internal sealed class MacroExpander(Func<double> time, Func<double> timeout)
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    /// <summary>Takes <c>name = text</c>, the text expanded.</summary>
    public void Assign(string assignment)
    {
        string[] parts = assignment.Split('=', 2, StringSplitOptions.TrimEntries);
        _variables[parts[0]] = parts.Length == 2 ? Expand(parts[1]) : throw new MacroException($"expected name = text, found {assignment}");
    }

    /// <summary>The text with every macro expanded, the innermost first.</summary>
    public string Expand(string text)
    {
        StringBuilder expanded = new(text);
        while (true)
        {
            string current = expanded.ToString();
            int start = current.LastIndexOf("${", StringComparison.Ordinal);
            if (start < 0)
            {
                return current;
            }

            int end = current.IndexOf('}', start);
            string inner = end < 0 ? throw new MacroException($"no closing brace: {current}") : current[(start + 2)..end];
            expanded.Remove(start, end - start + 1).Insert(start, Evaluate(inner));
        }
    }

    /// <summary>The text expanded, as a number.</summary>
    public double ExpandNumber(string text) => Number(Expand(text));

    private string Evaluate(string expression)
    {
        string[] words = expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["ctime", ..] => Ctime(Arithmetic(string.Join(' ', words[1..]))),
            ["range", ..] => Range([.. words[1..].Select(Arithmetic)]),
            _ => Print(Arithmetic(expression)),
        };
    }

    private static string Range(double[] values)
    {
        if (values is not [double low, double value, double high])
        {
            throw new MacroException("range takes three values");
        }

        return low <= value && value <= high ? Print(value) : throw new MacroException($"{Print(value)} is not from {Print(low)} to {Print(high)}", isRange: true);
    }

    private double Arithmetic(string expression)
    {
        MacroTerms terms = new(expression);
        double value = Term(terms.Next());
        while (terms.TryNextOperator(out char op))
        {
            double right = Term(terms.Next());
            value = op switch
            {
                '+' => value + right,
                '-' => value - right,
                '*' => value * right,
                _ => value / right,
            };
        }

        return value;
    }

    private double Term(string term) => term switch
    {
        "time" => time(),
        "timeout" => timeout(),
        ['$', ..] => _variables.TryGetValue(term[1..], out string? text) ? Number(text) : throw new MacroException($"{term} was never assigned"),
        _ => Number(term),
    };

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw new MacroException($"expected a number, found {text}");

    private static string Print(double value) => value.ToString("G12", CultureInfo.InvariantCulture);

    /// <summary>The C library's text for a time in UTC, such as <c>Thu Jan  1 00:00:00 1970</c>.</summary>
    private static string Ctime(double seconds)
    {
        DateTimeOffset moment = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        string day = moment.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2);
        return moment.ToString($"ddd MMM '{day}' HH:mm:ss yyyy", CultureInfo.InvariantCulture);
    }
}
