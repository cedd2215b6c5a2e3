using Nomen.Client.Services;
using Nomen.Server.Cookies;

namespace Nomen.Server.Tests.Cookies;

public sealed class CookieSecretsTests
{
    private const long Hour = 3600;

    private readonly CookieSecrets _secrets = new(new ServerCookieOptions { RotationPeriod = TimeSpan.FromHours(1) }, DnsRandom.Seeded(1), now: 0, frequency: 1);

    [Fact]
    public void Within_the_period_the_secret_stays() => Assert.Equal(At(0), At(Hour - 1));

    [Fact]
    [Rfc(9018, "5")]
    public void The_secret_before_the_last_is_forgotten()
    {
        string first = At(0)[0];
        string second = At(Hour)[0];

        Assert.Equal([second, first], At(Hour));
        Assert.Equal(second, At(2 * Hour)[1]);
        Assert.DoesNotContain(first, At(2 * Hour));
    }

    [Fact]
    public void Many_threads_at_the_moment_of_change_agree_on_one_secret()
    {
        string[] seen = new string[64];

        Parallel.For(0, seen.Length, i => seen[i] = At(Hour)[0]);

        Assert.Single(seen.Distinct());
    }

    private string[] At(long now) => [.. _secrets.At(now).Select(secret => Convert.ToHexString(secret.Span))];
}
