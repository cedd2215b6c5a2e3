namespace Nomen.Interop.Tests.Dig;

public sealed class DigOutputTests
{
    [Theory]
    [InlineData("; <<>> DiG 9.18.49 <<>> lab.test\n", "; <<>> BANNER\n")]
    [InlineData(";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 7\n", ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: ID\n")]
    [InlineData("; COOKIE: 0a0b0c0d (good)\n", "; COOKIE: COOKIE (good)\n")]
    [InlineData(";; Query time: 12 msec\n", ";; Query time: TIME\n")]
    [InlineData(";; WHEN: Sat Nov 21 23:48:07 UTC 2026\n", ";; WHEN: DATE\n")]
    [InlineData(";; MSG SIZE  rcvd: 129\n", ";; MSG SIZE  rcvd: SIZE\n")]
    public void What_differs_between_two_runs_is_replaced(string line, string expected)
    {
        Assert.Equal(expected, DigOutput.Normalise(line));
    }

    [Theory]
    [InlineData(";; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 1\n")]
    [InlineData("lab.test.\t\t3600\tIN\tA\t192.0.2.1\n")]
    [InlineData(";; SERVER: 127.0.0.1#15353(127.0.0.1) (UDP)\n")]
    public void What_should_be_equal_stays(string line)
    {
        Assert.Equal(line, DigOutput.Normalise(line));
    }

    [Fact]
    public void TTLs_are_replaced_on_request_and_in_records_only()
    {
        string output = DigOutput.NormaliseWithTtls(";lab.test.\t\tIN\tA\nlab.test.\t\t3599\tIN\tTXT\t\"a 1 IN x\"\n");

        Assert.Equal(";lab.test.\t\tIN\tA\nlab.test.\t\tTTL\tIN\tTXT\t\"a 1 IN x\"\n", output);
    }
}
