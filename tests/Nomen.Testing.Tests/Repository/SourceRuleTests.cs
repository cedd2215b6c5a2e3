using System.Text.RegularExpressions;

namespace Nomen.Testing.Tests.Repository;

/// <summary>Rules about the text of the code that no analyzer knows.</summary>
public sealed partial class SourceRuleTests
{
    /// <summary>Where a socket's completion arrives on a foreign thread anyway: connectors, HTTP, QUIC, listeners and hosting.</summary>
    private static readonly string[] MayConfigureAwait =
    [
        "src/Nomen.Client/Sockets/", "src/Nomen.Client/Hops/", "src/Nomen.Client/Https/", "src/Nomen.Client/Quic/", "src/Nomen.Server/Listeners/", "src/Nomen.Hosting/",
    ];

    [Fact]
    public void ConfigureAwait_appears_only_at_the_edge_where_sockets_are()
    {
        IEnumerable<string> found = Find(ConfigureAwaitCall(), RepositoryFiles.Under("src", "*.cs"))
            .Where(place => !MayConfigureAwait.Any(folder => place.StartsWith(folder, StringComparison.Ordinal)))
            .Where(place => !StaysOnTheScheduler().IsMatch(place));

        Violations.None(found);
    }

    [Fact]
    public void Nothing_is_left_to_do_later()
    {
        Violations.None(Find(LeftForLater(), RepositoryFiles.Sources()));
    }

    [Fact]
    public void No_exception_is_swallowed_in_silence()
    {
        IEnumerable<string> swallowing = RepositoryFiles.Sources().Where(file => EmptyCatch().IsMatch(RepositoryFiles.Text(file)));

        Violations.None(swallowing);
    }

    [Fact]
    public void Tests_neither_sleep_nor_read_the_wall_clock()
    {
        Violations.None(Find(SleepOrWallClock(), RepositoryFiles.Under("tests", "*.cs")));
    }

    [Fact]
    public void No_generator_that_can_be_predicted_is_used()
    {
        // RFC 5452 section 9.2: message IDs and letter case are worth as much as they are unpredictable. The seeded scheduler is for tests.
        IEnumerable<string> product = RepositoryFiles.Under("src", "*.cs").Where(file => !file.StartsWith("src/Nomen.Testing/", StringComparison.Ordinal));

        Violations.None(Find(PredictableChance(), product));
    }

    [Theory]
    [InlineData("src/Nomen.Dns/Tsig/TsigClientSession.cs")]
    [InlineData("src/Nomen.Dns/Tsig/TsigServerSession.cs")]
    [InlineData("src/Nomen.Dns/Edns/ServerCookie.cs")]
    [InlineData("src/Nomen.Hosting/Caching/ValueSeal.cs")]
    public void MACs_and_cookies_are_compared_in_constant_time(string file)
    {
        string text = RepositoryFiles.Text(file);

        Assert.Contains("CryptographicOperations.FixedTimeEquals(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SequenceEqual(", text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Find(Regex pattern, IEnumerable<string> files) =>
        from file in files
        from line in RepositoryFiles.Lines(file).Select((text, index) => (text, number: index + 1))
        where pattern.IsMatch(line.text)
        select $"{file}:{line.number}: {line.text.Trim()}";

    [GeneratedRegex(@"\.ConfigureAwait\(")]
    private static partial Regex ConfigureAwaitCall();

    [GeneratedRegex(@"ConfigureAwait\(.*ContinueOnCapturedContext")]
    private static partial Regex StaysOnTheScheduler();

    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b")]
    private static partial Regex LeftForLater();

    [GeneratedRegex(@"catch\s*(\([^)]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"Thread\.Sleep\(|DateTime(Offset)?\.(Utc)?Now\b|Task\.Delay\(\s*\d")]
    private static partial Regex SleepOrWallClock();

    [GeneratedRegex(@"\bnew Random\(|\bRandom\.Shared\b|\bGuid\.NewGuid\b")]
    private static partial Regex PredictableChance();
}
