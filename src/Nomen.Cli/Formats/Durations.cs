using System.Globalization;
using System.Text;

namespace Nomen.Cli.Formats;

/// <summary>Seconds as weeks, days, hours, minutes and seconds.</summary>
internal static class Durations
{
    private static readonly (uint Seconds, char Unit)[] Units = [(604800, 'w'), (86400, 'd'), (3600, 'h'), (60, 'm'), (1, 's')];

    /// <summary>As <c>1w2d3h4m5s</c>, without the parts that are zero.</summary>
    public static string Format(uint seconds)
    {
        if (seconds == 0)
        {
            return "0s";
        }

        StringBuilder text = new();
        foreach ((uint size, char unit) in Units)
        {
            if (seconds >= size)
            {
                text.Append(CultureInfo.InvariantCulture, $"{seconds / size}{unit}");
                seconds %= size;
            }
        }

        return text.ToString();
    }

    /// <summary>The same for a person: two units at most, as <c>1h00m</c>.</summary>
    public static string FormatShort(uint seconds) => seconds switch
    {
        < 60 => $"{seconds}s",
        < 3600 => $"{seconds / 60}m{seconds % 60:D2}s",
        < 86400 => $"{seconds / 3600}h{seconds / 60 % 60:D2}m",
        _ => $"{seconds / 86400}d{seconds / 3600 % 24:D2}h",
    };

    /// <summary>In words, as BIND spells it: <c>1 week 2 days 3 hours</c>.</summary>
    public static string Spell(uint seconds)
    {
        (uint Size, string Name)[] units = [(604800, "week"), (86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")];
        List<string> parts = [];
        foreach ((uint size, string name) in units)
        {
            uint count = seconds / size;
            seconds %= size;
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {name}{(count == 1 ? string.Empty : "s")}"));
            }
        }

        return parts.Count == 0 ? "0 seconds" : string.Join(' ', parts);
    }

    /// <summary>An elapsed time in milliseconds, with a digit behind the point below 100.</summary>
    public static string FormatMilliseconds(TimeSpan elapsed) =>
        elapsed.TotalMilliseconds < 100 ? elapsed.TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture) + " ms" : elapsed.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture) + " ms";
}
