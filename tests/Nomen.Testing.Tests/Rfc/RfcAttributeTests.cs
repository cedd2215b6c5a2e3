using System.Reflection;

namespace Nomen.Testing.Tests.Rfc;

public sealed class RfcAttributeTests
{
    [Fact]
    [Rfc(9499, "2")]
    [Rfc(1035)]
    public void Keeps_the_number_and_the_section_of_each_rule()
    {
        MethodInfo method = typeof(RfcAttributeTests).GetMethod(nameof(Keeps_the_number_and_the_section_of_each_rule))!;

        IEnumerable<(int, string)> rules = method.GetCustomAttributes<RfcAttribute>().Select(rule => (rule.Number, rule.Section));

        Assert.Equal([(1035, ""), (9499, "2")], rules.Order());
    }
}
