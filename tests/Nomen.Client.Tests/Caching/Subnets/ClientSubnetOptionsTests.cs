using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Names;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>Options out of range are refused where they are set.</summary>
public sealed class ClientSubnetOptionsTests
{
    public static TheoryData<Func<ClientSubnetOptions>> OutOfRange => new(
        () => new ClientSubnetOptions { MaxSourceIPv4 = -1 },
        () => new ClientSubnetOptions { MaxSourceIPv4 = 33 },
        () => new ClientSubnetOptions { MaxSourceIPv6 = -1 },
        () => new ClientSubnetOptions { MaxSourceIPv6 = 129 },
        () => new ClientSubnetOptions { MaxScopesPerName = 0 },
        () => new ClientSubnetOptions { MaxScopesPerName = 1001 },
        () => new ClientSubnetOptions { MaxParallelPerName = 0 },
        () => new ClientSubnetOptions { MaxParallelPerName = 1001 },
        () => new ClientSubnetOptions { RefusalMemory = TimeSpan.FromMilliseconds(999) },
        () => new ClientSubnetOptions { RefusalMemory = TimeSpan.FromHours(25) });

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Out_of_range_throws(Func<ClientSubnetOptions> make) => Assert.Throws<ArgumentOutOfRangeException>(make);

    [Fact]
    public void The_defaults_are_those_of_the_page()
    {
        ClientSubnetOptions options = new();

        Assert.Equal(DomainName.Root, Assert.Single(options.Zones));
        Assert.Equal((24, 56, 100, 16), (options.MaxSourceIPv4, options.MaxSourceIPv6, options.MaxScopesPerName, options.MaxParallelPerName));
        Assert.Equal((false, 15), (options.AcceptForeignSubnets, options.RefusalMemory.TotalMinutes));
    }
}
