using System.Reflection;
using Nomen.Testing.Time;

namespace Nomen.Testing.Tests.Repository.PublicSurface;

/// <summary>What users can call is written down in <c>PublicApi.txt</c> of each library, so that a change of it shows in review.</summary>
public sealed class PublicSurfaceTests
{
    public static TheoryData<string> Libraries => [.. ProductAssemblies.Names];

    [Theory]
    [Trait("Generated", "yes")]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_is_the_one_on_record(string library)
    {
        GeneratedFile.Check($"src/{library}/PublicApi.txt", SurfaceText.Of(Assembly.Load(library)));
    }

    [Theory]
    [InlineData("sealed class Nomen.Testing.Time.ManualTimeProvider : TimeProvider")]
    [InlineData("    void Advance(TimeSpan by, Action? settle = null)")]
    [InlineData("    ManualTimeProvider(DateTimeOffset start, TimerBoundary boundary = TimerBoundary.Inclusive)")]
    [InlineData("    TimeSpan? TimeToNextTimer { get; }")]
    [InlineData("    int TurnLimit { get; init; }")]
    [InlineData("    T Run<T>(Func<Task<T>> body)")]
    [InlineData("enum Nomen.Testing.Time.TimerBoundary : int")]
    [InlineData("    Exclusive = 1")]
    public void A_line_reads_as_the_declaration_does(string line)
    {
        string[] lines = SurfaceText.Of(typeof(ManualTimeProvider).Assembly).Split('\n');

        Assert.Contains(line, lines);
    }

    [Fact]
    public void What_overrides_a_base_or_is_internal_is_left_out()
    {
        string text = SurfaceText.Of(typeof(ManualTimeProvider).Assembly);

        Assert.DoesNotContain("GetUtcNow", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ManualTimer ", text, StringComparison.Ordinal);
    }
}
