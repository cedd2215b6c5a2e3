using System.Text.Json;
using Nomen.Conformance.Vectors;
using Nomen.Dns.Edns;

namespace Nomen.Conformance.Tests.Vectors;

public sealed class OptionFieldsTests
{
    [Theory]
    [InlineData("""{"seconds":60}""", true)]
    [InlineData("""{"seconds":61}""", false)]
    [InlineData("""{"seconds":null}""", false)]
    [InlineData("""{"mood":"fine"}""", true)]
    public void Known_fields_are_compared(string fields, bool same) =>
        Assert.Equal(same, OptionFields.Differs(JsonDocument.Parse(fields).RootElement, new ExpireOption(60)) is null);

    [Fact]
    public void An_option_of_a_known_code_must_be_read_as_what_it_is() =>
        Assert.NotNull(OptionFields.Differs(JsonDocument.Parse("{}").RootElement, new UnknownOption(EdnsOptionCode.Cookie, new byte[7])));
}
