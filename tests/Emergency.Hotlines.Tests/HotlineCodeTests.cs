namespace Emergency.Hotlines.Tests;

public class HotlineCodeTests
{
    [Fact]
    public void There_are_four_hotlines() => HotlineCode.All.Select(h => h.Number).ShouldBe(["110", "119", "120", "12345"]);

    [
        Theory,
        InlineData("119", true),
        InlineData("12345", true),
        InlineData("122", false),
        InlineData("0119", false),
        InlineData("", false),
        InlineData(null, false)
    ]
    public void Another_number_is_no_hotline(string? number, bool known) => (HotlineCode.Of(number) is not null).ShouldBe(known);
}
