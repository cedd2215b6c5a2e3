namespace Nomen.Testing.Tests.Repository.Documents;

public sealed class KnobScanTests
{
    [Fact]
    public void Finds_the_option_that_a_test_is_for()
    {
        string[] source =
        [
            "public sealed class DoorTests",
            "{",
            "    [Fact]",
            "    [Knob(typeof(DoorOptions), nameof(DoorOptions.IsOpen))]",
            "    [Knob(typeof(Sheds.DoorOptions), \"Width\")]",
            "    public void Lets_the_cat_in()",
            "    [Fact]",
            "    public void Is_for_no_option()",
        ];

        IEnumerable<KnobMark> marks = KnobScan.Marks("a.cs", source);

        Assert.Equal([new("DoorOptions", "IsOpen", "DoorTests.Lets_the_cat_in", "a.cs"), new("DoorOptions", "Width", "DoorTests.Lets_the_cat_in", "a.cs")], marks);
    }
}
