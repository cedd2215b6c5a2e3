using Nomen.Client.Stub;

namespace Nomen.Client.Tests.Stub;

public class ResolvConfTests
{
    [Fact]
    public void Name_servers_are_read_in_order_and_the_fourth_is_left_out()
    {
        ResolvConf conf = ResolvConf.Parse("nameserver 192.0.2.1\nnameserver 2001:db8::1\n nameserver\t192.0.2.3\nnameserver 192.0.2.4\n");

        Assert.Equal(["192.0.2.1:53", "[2001:db8::1]:53", "192.0.2.3:53"], conf.Servers.Select(s => s.ToString()));
    }

    [Fact]
    public void Without_a_name_server_this_machine_is_asked()
    {
        Assert.Equal("127.0.0.1:53", Assert.Single(ResolvConf.Parse("search example.com\n").Servers).ToString());
    }

    [Fact]
    public void Options_that_count_are_read_and_the_others_passed_over()
    {
        ResolvConf conf = ResolvConf.Parse("options timeout:3 attempts:4 use-vc edns0 ndots:5 rotate inet6 nonsense:1\n");

        Assert.Equal(TimeSpan.FromSeconds(3), conf.Timeout);
        Assert.Equal(4, conf.Attempts);
        Assert.True(conf.UseTcp);
        Assert.True(conf.UseEdns);
    }

    [Fact]
    public void Defaults_are_those_of_the_C_library()
    {
        ResolvConf conf = ResolvConf.Parse(string.Empty);

        Assert.Equal((TimeSpan.FromSeconds(5), 2, false, false), (conf.Timeout, conf.Attempts, conf.UseTcp, conf.UseEdns));
    }

    [Theory]
    [InlineData("options timeout:99", 30, 2)]
    [InlineData("options attempts:99", 5, 5)]
    [InlineData("options timeout:0", 5, 2)]
    [InlineData("options timeout:x attempts", 5, 2)]
    public void Numbers_over_the_limit_count_as_the_limit_and_rubbish_is_skipped(string text, int seconds, int attempts)
    {
        ResolvConf conf = ResolvConf.Parse(text);

        Assert.Equal(TimeSpan.FromSeconds(seconds), conf.Timeout);
        Assert.Equal(attempts, conf.Attempts);
    }

    [Theory]
    [InlineData("# nameserver 192.0.2.9")]
    [InlineData("; nameserver 192.0.2.9")]
    [InlineData("   # nameserver 192.0.2.9")]
    [InlineData("nameserver resolver.example.com")]
    [InlineData("nameserver")]
    [InlineData("namserver 192.0.2.9")]
    public void Comments_names_and_unknown_keywords_are_no_servers(string line)
    {
        Assert.Equal("127.0.0.1:53", Assert.Single(ResolvConf.Parse(line).Servers).ToString());
    }

    [Fact]
    public void Values_out_of_range_throw_where_they_are_set()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResolvConf { Timeout = TimeSpan.FromSeconds(31) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResolvConf { Attempts = 6 });
    }

    [Fact]
    public void Mutated_files_never_throw()
    {
        const int Seed = 8;
        Random random = new(Seed);
        const string Sample = "nameserver 192.0.2.1\noptions timeout:3 attempts:2 use-vc edns0\n; comment\nsearch a b\n";

        for (int round = 0; round < 20_000; round++)
        {
            char[] text = Sample.ToCharArray();
            for (int change = random.Next(1, 8); change > 0; change--)
            {
                text[random.Next(text.Length)] = (char)random.Next(0, 300);
            }

            ResolvConf conf = ResolvConf.Parse(text.AsSpan(0, random.Next(text.Length)));
            Assert.InRange(conf.Servers.Length, 1, ResolvConf.MaxServers);
        }
    }

    [Fact]
    public void A_missing_file_means_defaults()
    {
        ResolvConf conf = ResolvConf.Load(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));

        Assert.Equal("127.0.0.1:53", Assert.Single(conf.Servers).ToString());
    }

    [Theory]
    [InlineData(65_000, "192.0.2.1:53")]
    [InlineData(65_536, "127.0.0.1:53")]
    public void A_file_is_read_up_to_64_KiB(int comment, string expected)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, $"#{new string('x', comment - 2)}\nnameserver 192.0.2.1\n");

        ResolvConf conf = ResolvConf.Load(path);

        File.Delete(path);
        Assert.Equal(expected, Assert.Single(conf.Servers).ToString());
    }
}
