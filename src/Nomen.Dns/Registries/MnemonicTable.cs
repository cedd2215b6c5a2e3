using System.Globalization;

namespace Nomen.Dns.Registries;

/// <summary>Names of the values of a registry. The first name of a value is the one written.</summary>
internal sealed class MnemonicTable(params (string Name, int Value)[] entries)
{
    /// <summary>The value of a name, in either case; or a decimal number up to <paramref name="most"/>.</summary>
    public bool TryParse(ReadOnlySpan<char> text, int most, out int value)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value))
        {
            return value <= most;
        }

        foreach ((string name, int number) in entries)
        {
            if (text.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = number;
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of a value; null when it has none.</summary>
    public string? Find(int value)
    {
        foreach ((string name, int number) in entries)
        {
            if (number == value)
            {
                return name;
            }
        }

        return null;
    }
}
